import { isName } from '../kernel/name.ts';
import { problem } from '../kernel/problem.ts';
import { shellWord } from '../kernel/shell-word.ts';
import { withFlags } from '../kernel/with-flags.ts';
import { defineCommand } from './define.ts';
import { commandLine } from './shared/command-line.ts';
import { adoptedFrom, adoptedTexts } from './shared/manifest/adopted-files.ts';
import { agreed, refuseBlocked, sameCommand } from './shared/manifest/before-carrying-out.ts';
import { carryOut } from './shared/manifest/carry-out.ts';
import { givenValues, loadTexts, valueTexts } from './shared/manifest/load-manifest.ts';
import { manifestFlags } from './shared/manifest/manifest-flags.ts';
import { planDocument } from './shared/manifest/plan-file.ts';
import { planLoaded, variablesOf } from './shared/manifest/plan-manifest.ts';
import { readiness, requireValues, secretsOf, toAnother } from './shared/manifest/promoted.ts';

const { values, value, 'take-over': takeOver, 'keep-secrets': keepSecrets } = manifestFlags;

export default defineCommand({
  path: 'promote',
  summary: 'Bring what one environment holds to another',
  description:
    'Plans what is in one environment against another, shows it and carries it out. Where data goes is given anew with `--values` or `--value`; all that is not given is listed. Users stay where they are, and stored secrets too, unless `--with-secrets`.',
  changes: true,
  namesEnvironment: 'to',
  args: [],
  flags: {
    from: {
      kind: 'text',
      placeholder: 'NAME',
      completes: 'environment',
      help: 'The environment that it comes from',
      needed: { question: 'Which environment does it come from?' },
    },
    to: {
      kind: 'text',
      placeholder: 'NAME',
      completes: 'environment',
      help: 'The environment that it goes to',
      needed: { question: 'Which environment does it go to?' },
    },
    id: {
      kind: 'text',
      placeholder: 'NAME',
      help: 'The manifest that owns it there; the name of the first when left out',
    },
    values,
    value,
    'with-secrets': { kind: 'switch', help: 'Bring stored secrets along, sealed anew; audited where they come from' },
    'take-over': takeOver,
    'keep-secrets': keepSecrets,
  },
  examples: [
    { run: 'promote --from test --to prod --values prod.values.yaml --dry-run', does: 'see what would come' },
    { run: 'promote --from test --to prod --values prod.values.yaml --confirm prod', does: 'bring it' },
  ],

  async run({ flags: line }, context) {
    const { from, to, id } = ends(line);
    const source = await context.environmentNamed(from);
    const { adopted } = await adoptedFrom(source, id, { takeOver: true, vault: false });
    const asked = await requireValues(context, adopted, { given: await givenValues(context, line), from, to });
    const flags = { ...line, value: [...line.value, ...asked] };
    const { promoted, dropped } = await toAnother(adopted, await context.environmentToChange());
    const { manifests } = await adoptedTexts(promoted);
    const loaded = await loadTexts(
      context,
      manifests.map((text) => ({ path: from, text })),
      await valueTexts(context, flags.values),
      flags.value,
    );
    const variables = variablesOf(context);
    const secrets = flags['with-secrets'] ? secretsOf(adopted, source, variables, context.common.reason) : variables;
    const plan = await planLoaded(context, loaded, { ...flags, prune: false, exports: [], enrichments: [] }, secrets);
    const command = commandLine('promote', [], flags);
    if (plan.counts.blocked > 0) refuseBlocked(plan, `${command} --dry-run`);
    const flag = await agreed(context, plan, command);
    const applied = await carryOut(context, await planDocument(context, plan), command, secrets);
    if (dropped.length > 0)
      context.io.note(`not shared in ${to}, where they are no contributors: ${dropped.join(', ')}`);
    const { ready, waits } = readiness(plan);
    if (ready + waits.length > 0) context.io.note(`ready at once: ${ready}; waiting for a sign-in: ${waits.length}`);
    const next = waits
      .slice(0, 5)
      .map((name) => withFlags(commandLine('connection authorize', [name]), `--environment ${shellWord(to)}`));
    return { kind: 'ChangeResult', data: { ...applied, next }, next, ...sameCommand(command, flag, asked.length > 0) };
  },
});

interface Ends {
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly id: string | undefined;
}

function ends({ from = '', to = '', id }: Ends) {
  if (from === to) throw problem('usage.arguments', { command: 'promote', says: `\`${to}\` is where it comes from` });
  const owner = id ?? from;
  if (!isName(owner))
    throw problem('usage.flag_value', {
      flag: '--id',
      rule: 'lower-case letters, digits and dashes',
      example: 'retail',
    });
  return { from, to, id: owner };
}
