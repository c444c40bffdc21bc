import { catalog } from '../catalog/index.ts';
import { issueOf } from '../kernel/issues.ts';
import { isName } from '../kernel/name.ts';
import { problem } from '../kernel/problem.ts';
import type { Plan } from '../model/plan.ts';
import { manifestSchema } from '../plan/manifest/manifest-schema.ts';
import { defineCommand } from './define.ts';
import { commandLine } from './shared/command-line.ts';
import { adoptedFrom, adoptedTexts } from './shared/manifest/adopted-files.ts';
import { carryOut } from './shared/manifest/carry-out.ts';
import { loadTexts } from './shared/manifest/load-manifest.ts';
import { planDocument } from './shared/manifest/plan-file.ts';
import { planLoaded } from './shared/manifest/plan-manifest.ts';

const names = 'lower-case letters, digits and dashes, at most 80';

export default defineCommand({
  path: 'adopt',
  summary: 'Write what is live as a manifest that owns it',
  description:
    'Writes a manifest, its values and the schema for editors into a folder, and makes the manifest the owner, so that its plan is empty. Stored secrets become variables, never values. See `help manifest`.',
  changes: true,
  args: [],
  flags: {
    id: {
      kind: 'text',
      placeholder: 'NAME',
      help: 'The name under which the manifest owns what it states',
      needed: {
        question: 'Name of the manifest',
        judge: (typed) => (isName(typed) ? undefined : `it has to be ${names}, such as retail-team`),
      },
    },
    out: {
      kind: 'text',
      placeholder: 'FOLDER',
      completes: 'file',
      help: 'Where the files go; nothing there is replaced',
      needed: { question: 'Which folder?' },
    },
    'take-over': { kind: 'switch', help: 'Take what other manifests own as well' },
  },
  examples: [
    { run: 'adopt --id retail-team --out connections/', does: 'go on with files' },
    { run: 'adopt --id retail-team --out connections/ --dry-run', does: 'see what it would own' },
  ],

  async run({ flags }, context) {
    const { id, out } = given(flags);
    const environment = await context.environmentToChange();
    const { adopted, left } = await adoptedFrom(environment, id, { takeOver: flags['take-over'], vault: true });
    const texts = await adoptedTexts(adopted);
    const manifests = texts.manifests.map((text, at) => ({
      path: `${out}/manifest${at === 0 ? '' : `-${at + 1}`}.yaml`,
      text,
    }));
    const values = { path: `${out}/values.yaml`, text: texts.values };
    const command = commandLine('adopt', [], flags);
    const loaded = await loadTexts(context, manifests, [values]);
    const plan = await planLoaded(context, loaded, { ...nothingDecided, 'take-over': flags['take-over'] });
    refuseChanges(plan, out);
    const files = await context.files();
    const name = await context.environmentName();
    const { dryRun } = context.common;
    if (!dryRun) {
      const says = `this makes ${id} the owner of what is in ${name}`;
      await context.agree({ severity: 'none', name, says, command });
      const schema = manifestSchema(await Promise.all(catalog.map(({ load }) => load())));
      const drafts = files.drafts(out);
      for (const { path, text } of [...manifests, values]) drafts.write(path, text, { replace: false });
      drafts.write(`${out}/manifest.schema.json`, `${JSON.stringify(schema, null, 1)}\n`, { replace: true });
      drafts.keep();
    }
    const applied = await carryOut(context, await planDocument(context, plan), command).catch((error: unknown) => {
      // Files of what is not owned would keep the next try from their place.
      if (!dryRun) files.remove([...manifests, values].map(({ path }) => path));
      throw error;
    });
    if (left > 0) context.io.note(`left out, because other manifests own them: ${left}`);
    for (const { variable, connection, field } of adopted.holes)
      context.io.note(`${variable} is to hold ${field} of ${connection}`);
    const next = dryRun ? [] : [`cinch plan -f ${out} --values ${values.path}`];
    return { kind: 'ChangeResult', data: { ...applied, next }, next };
  },
});

const nothingDecided = { prune: false, 'keep-secrets': false, exports: [], enrichments: [] };

function given({ id = '', out = '' }: { readonly id: string | undefined; readonly out: string | undefined }) {
  if (!isName(id)) {
    const issues = [issueOf('format', 'id', { label: 'the name of a manifest', says: names, example: 'retail-team' })];
    throw problem('input.refused', { what: 'the manifest', count: 1 }, { issues });
  }
  return { id, out: out.replace(/\/+$/, '') };
}

// What was written is what is live; were it not, nothing may come of it.
function refuseChanges({ lines }: Plan, out: string): void {
  const other = lines.find(
    ({ fields, action }) => action !== 'same' && fields.some(({ field }) => field !== 'manifest'),
  );
  if (other === undefined) return;
  const command = `cinch plan -f ${out} --values ${out}/values.yaml`;
  throw problem('plan.moved', { kind: other.kind, name: other.name, command });
}
