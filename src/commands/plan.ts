import { isPending } from '../model/plan.ts';
import { defineCommand } from './define.ts';
import { commandLine } from './shared/command-line.ts';
import { sameCommand } from './shared/manifest/before-carrying-out.ts';
import { manifestFlags } from './shared/manifest/manifest-flags.ts';
import { planDocument } from './shared/manifest/plan-file.ts';
import { planManifest } from './shared/manifest/plan-manifest.ts';
import { requireFiles } from './shared/manifest/require-files.ts';

export default defineCommand({
  path: 'plan',
  summary: 'Show what a manifest would change',
  description:
    'Compares a manifest with the environment and changes nothing. It needs no right to read secrets: an auditor can plan. See `help manifest`.',
  drawings: ['markdown'],
  args: [],
  flags: {
    ...manifestFlags,
    out: { kind: 'text', placeholder: 'FILE', completes: 'file', help: 'Write the plan, to be carried out as it is' },
    'exit-code': {
      kind: 'switch',
      help: 'End with 10 where changes are pending, and with 8 where something stops them',
    },
  },
  examples: [
    { run: 'plan -f connections/ --values prod.values.yaml', does: 'see what would change' },
    { run: 'plan -f connections.yaml --prune --out plan.json --exit-code', does: 'keep the plan for `apply`' },
    { run: 'plan -f connections.yaml -o markdown', does: 'a comment for a pull request' },
  ],

  async run({ flags: given }, context) {
    const flags = { ...given, file: await requireFiles(context, given.file) };
    const plan = await planManifest(context, flags);
    const document = await planDocument(context, plan);
    if (flags.out !== undefined) {
      const text = JSON.stringify({ apiVersion: 'cinch/v1', kind: 'Plan', ...document }, null, 1);
      (await context.files()).write(flags.out, `${text}\n`, { replace: true });
    }
    const { out: _, 'exit-code': exitCode, ...same } = flags;
    const applies = flags.out === undefined ? commandLine('apply', [], same) : commandLine('apply', [flags.out]);
    const blocked = plan.counts.blocked > 0;
    return {
      kind: 'Plan',
      data: document,
      exit: !exitCode ? 0 : blocked ? 8 : isPending(plan) ? 10 : 0,
      next: blocked || !isPending(plan) ? [] : [applies],
      ...sameCommand(commandLine('plan', [], flags), undefined, given.file.length === 0),
    };
  },
});
