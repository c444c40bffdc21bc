import { problem } from '../kernel/problem.ts';
import type { Context } from './context.ts';
import { defineCommand } from './define.ts';
import { commandLine, type GivenFlags } from './shared/command-line.ts';
import { agreed, refuseBlocked, sameCommand } from './shared/manifest/before-carrying-out.ts';
import { carryOut } from './shared/manifest/carry-out.ts';
import { manifestFlags } from './shared/manifest/manifest-flags.ts';
import { planDocument, readPlanFile } from './shared/manifest/plan-file.ts';
import { type PlanGiven, planManifest } from './shared/manifest/plan-manifest.ts';
import { requireFiles } from './shared/manifest/require-files.ts';

export default defineCommand({
  path: 'apply',
  summary: 'Make the environment what a manifest states',
  description:
    'Shows the plan, then carries out exactly that, all or nothing for every 10,000 changes. A plan that `plan` wrote is refused when something moved meanwhile. A second run says unchanged. See `help manifest`.',
  changes: true,
  args: [{ name: 'plan', optional: true, completes: 'file', help: 'A plan that was written with `plan --out`' }],
  flags: manifestFlags,
  examples: [
    { run: 'apply -f connections/ --values prod.values.yaml --yes', does: 'plan and carry out' },
    { run: 'apply plan.json --yes', does: 'carry out exactly what was planned' },
    {
      run: 'apply -f connections.yaml --prune --exports disconnect --confirm prod',
      does: 'remove what is gone from it',
    },
  ],

  async run({ args, flags: given }, context) {
    const asks = args.plan === undefined && given.file.length === 0;
    const flags = asks ? { ...given, file: await requireFiles(context, []) } : given;
    const command = commandLine('apply', args.plan === undefined ? [] : [args.plan], flags);
    const plan = args.plan === undefined ? await planned(context, flags) : await saved(context, args.plan, flags);
    const again = commandLine('plan', [], flags);
    if (plan.counts.blocked > 0) refuseBlocked(plan, again);
    const flag = await agreed(context, plan, command);
    const applied = await carryOut(context, plan, again);
    return { kind: 'ChangeResult', data: { ...applied, next: [] }, next: [], ...sameCommand(command, flag, asks) };
  },
});

async function planned(context: Context, flags: PlanGiven) {
  // The environment is made where there is none yet, as with every change.
  await context.environmentToChange();
  return planDocument(context, await planManifest(context, flags));
}

async function saved(context: Context, path: string, flags: GivenFlags) {
  const isGiven = ([flag, value]: [string, unknown]) =>
    flag in manifestFlags && value !== undefined && value !== false && String(value) !== '';
  const [stray] = Object.entries(flags).find(isGiven) ?? [];
  if (stray !== undefined)
    throw problem('usage.arguments', { command: 'apply', says: `a plan is complete: \`--${stray}\` cannot change it` });
  const plan = await readPlanFile(context, path);
  const { id, displayName } = await (await context.environment()).query('environment.show', {});
  if (plan.environment.id !== id)
    throw problem('plan.elsewhere', { path, made: plan.environment.displayName, here: displayName });
  return plan;
}
