import { isProblem, problem } from '../../../kernel/problem.ts';
import type { SecretValue } from '../../../kernel/secret-value.ts';
import type { Warning } from '../../../kernel/warning.ts';
import type { Change } from '../../../model/change.ts';
import type { Applied, AppliedChange } from '../../../model/environment.ts';
import type { Plan, PlannedChange, SecretReference } from '../../../model/plan.ts';
import type { Context } from '../../context.ts';
import { type SecretSource, variablesOf } from './plan-manifest.ts';
import { proveVault } from './prove-vault.ts';

/**
 * Carries out a plan, batch by batch, each all or nothing. A batch has a key made of the plan and its number, so that one
 * that was finished before is not done again. Secrets are read from where the plan says before anything is written.
 */
export async function carryOut(
  context: Context,
  { checksum, ...plan }: Plan & { readonly checksum: string },
  again: string,
  source: SecretSource = variablesOf(context),
): Promise<Applied> {
  const environment = await context.environmentToChange();
  const { dryRun, reason, ifRevision } = context.common;
  const all = await filled(source, plan.batches);
  // What is taken back is of no use to the batch after it, so a rehearsal is one list.
  const batches = dryRun && all.length > 1 ? [all.flat()] : all;
  const { revision: before } = await environment.query('environment.show', {});
  if (ifRevision !== undefined && ifRevision !== before) {
    const name = await context.environmentName();
    throw problem('revision.moved', { kind: 'environment', name, expected: ifRevision, actual: before });
  }
  await proveVault(context, environment, all.flat());
  const changes: AppliedChange[] = [];
  const warnings = new Map<string, Warning>();
  let environmentRevision = before;
  for (const [at, batch] of batches.entries()) {
    const key = dryRun ? {} : { idempotencyKey: `${checksum}/${at + 1}` };
    const options = { dryRun, ...(reason === undefined ? {} : { reason }), ...key };
    const applied = await environment.apply(batch, options).catch((error: unknown) => {
      throw outOfDate(error, again);
    });
    environmentRevision = applied.environmentRevision;
    const earlier = !dryRun && applied.environmentRevision <= before && applied.result !== 'unchanged';
    changes.push(...merged(applied.changes, earlier));
    for (const it of applied.warnings) if (!earlier) warnings.set(it.message, it);
    if (batches.length > 1)
      context.io.note(`batch ${at + 1} of ${batches.length} ${earlier ? 'was done before' : 'done'}`);
  }
  const results = new Set(changes.map(({ result }) => result));
  const [only] = results;
  const result = results.size === 1 && only !== undefined ? only : results.size === 0 ? 'unchanged' : 'updated';
  return { result, dryRun, changes, warnings: [...warnings.values()], environmentRevision };
}

// A thing that took several changes is told of once. What an earlier run did is not done by this one.
function merged(changes: readonly AppliedChange[], earlier: boolean): readonly AppliedChange[] {
  const byId = new Map<string, AppliedChange>();
  for (const change of changes) {
    const before = byId.get(change.id);
    const fields = [...new Set([...(before?.fields ?? []), ...change.fields])];
    const result = before === undefined || before.result === 'unchanged' ? change.result : before.result;
    byId.set(change.id, { ...change, ...(before === undefined ? {} : { change: before.change }), result, fields });
  }
  const all = [...byId.values()];
  return earlier ? all.map((it): AppliedChange => ({ ...it, result: 'unchanged', fields: [] })) : all;
}

function outOfDate(error: unknown, command: string): unknown {
  if (!isProblem(error) || error.code !== 'revision.moved') return error;
  const { kind, name } = error.params as { readonly kind: string; readonly name: string };
  return problem('plan.moved', { kind, name, command });
}

/** The batches with secrets in place of the variables that hold them; all variables that are not set are told at once. */
async function filled(source: SecretSource, batches: Plan['batches']): Promise<readonly (readonly Change[])[]> {
  const missing = new Map<string, { readonly input: string; readonly flag: string; readonly help: string }>();
  const fill = async (change: PlannedChange): Promise<Change> => {
    if (!('secrets' in change) || change.secrets === undefined) return change as Change;
    const secrets: Record<string, SecretValue | SecretReference> = {};
    for (const [field, from] of Object.entries(change.secrets)) {
      const value = 'fromEnv' in from ? await source(field, from.fromEnv) : from;
      if (value !== undefined) secrets[field] = value;
      else if ('fromEnv' in from)
        missing.set(from.fromEnv, {
          input: field,
          flag: `export ${from.fromEnv}=SECRET`,
          help: 'the variable is not set',
        });
    }
    return { ...change, secrets } as Change;
  };
  const all: (readonly Change[])[] = [];
  for (const batch of batches) all.push(await Promise.all(batch.map(fill)));
  if (missing.size > 0)
    throw problem('input.missing', { count: missing.size, why: '' }, { missing: [...missing.values()] });
  return all;
}
