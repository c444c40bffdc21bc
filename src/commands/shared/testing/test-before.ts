import { probeOf } from '../../../catalog/probe-of.ts';
import type { ConnectionType } from '../../../fields/connection-type.ts';
import type { Settings } from '../../../fields/field.ts';
import { redirected } from '../../../fields/redirected.ts';
import { applies } from '../../../fields/visible.ts';
import { problem } from '../../../kernel/problem.ts';
import { type Warning, warning } from '../../../kernel/warning.ts';
import type { Change, GivenSecrets } from '../../../model/change.ts';
import type { ProbeReport, ProbeTask } from '../../../model/probe.ts';
import type { ConnectionDetail } from '../../../model/query.ts';
import type { Context } from '../../context.ts';
import { keepsASecretBack, openedSecrets, unavailable } from './probe-task.ts';
import { changesOf, renewalOf, tellHostKey, testedOf } from './tested.ts';

/** A connection as it would be saved. */
export interface Candidate {
  readonly type: ConnectionType;
  /** By what it can be found once it is saved. */
  readonly ref: string;
  readonly name: string;
  readonly displayName: string;
  readonly settings: Settings;
  readonly secrets: GivenSecrets;
  readonly tenant?: string | undefined;
  /** As it is stored now, where it is. */
  readonly base?: ConnectionDetail;
  /** Secrets that are taken away. */
  readonly unset?: readonly string[];
}

interface Passed {
  /** What is kept of the tests, to be saved with what was tested. */
  readonly changes: readonly Change[];
  readonly warnings: readonly Warning[];
  /** Keeps what a service gave in place of a stored token that the test used up, where nothing else is saved. */
  readonly rescue: () => Promise<void>;
}

/**
 * Tests what is about to be saved. All of it is tested before anything is refused; one that fails lets nothing be saved,
 * and what cannot be told is a warning.
 */
export async function testBefore(context: Context, candidates: readonly Candidate[]): Promise<Passed> {
  for (const candidate of candidates) refuseElsewhere(candidate);
  const prober = await context.prober();
  const reports = await prober.probe(candidates.map((it) => () => taskOf(context, it)));
  const found = candidates.map((candidate, at) => ({ candidate, report: reports[at] as ProbeReport }));
  const tests = found.map(({ candidate, report }) => ({
    ...testedOf({ ...candidate, type: candidate.type.id }, report),
    checked: report.checked,
  }));
  const renewals = found.flatMap(({ candidate: { base }, report }) =>
    base === undefined ? [] : renewalOf(base.id, report),
  );
  const rescue = async () => {
    if (renewals.length > 0) await (await context.environment()).apply(renewals);
  };
  const failed = tests.filter(({ result }) => result !== 'ok' && result !== 'inconclusive');
  if (failed.length > 0) {
    await rescue();
    const members = failed.map(({ name, result, stage, says }) => ({ name, result, stage, says }));
    throw problem('test.failed', { failed: members, of: tests.length }, { tests: members });
  }
  if (!context.common.dryRun)
    for (const { candidate, report } of found) tellHostKey(context, candidate.base?.hostKey ?? null, report);
  return {
    changes: found.flatMap(({ candidate, report }) => changesOf(candidate.ref, undefined, report)),
    warnings: tests
      .filter(({ result }) => result === 'inconclusive')
      .map(({ name, says }) => warning('untested', { name, says })),
    rescue,
  };
}

// D14: a stored secret never goes to a target that is given in the same command.
function refuseElsewhere({ type, base, settings, secrets, unset = [] }: Candidate): void {
  if (base === undefined) return;
  const kept = Object.keys(base.secrets).filter((key) => secrets[key] === undefined && !unset.includes(key));
  const moved = redirected(type.fields, base.settings, settings, kept);
  if (moved.secrets.length === 0) return;
  const missing = moved.secrets.map((key) => ({ input: `secrets.${key}`, flag: `--secret ${key}=SOURCE` }));
  throw problem('test.elsewhere', { name: base.name, secrets: moved.secrets }, { missing });
}

async function taskOf(context: Context, candidate: Candidate): Promise<ProbeTask | ProbeReport> {
  const { type, settings, base } = candidate;
  try {
    const secrets = await secretsOf(context, candidate);
    return {
      label: type.label,
      probe: await probeOf(type.id),
      settings,
      tenant: base?.tenant ?? candidate.tenant ?? null,
      secrets,
      awaitsSignIn: type.signIn === 'browser' && secrets.refreshToken === undefined,
      hostKey: base?.hostKey ?? null,
    };
  } catch (error) {
    if (!keepsASecretBack(error)) throw error;
    return unavailable(error.detail);
  }
}

/** What is given, and of what is stored only what stays and applies. */
async function secretsOf(context: Context, { type, settings, secrets, base, unset = [] }: Candidate) {
  const given = await openedSecrets(context, secrets);
  const stays = Object.keys(base?.secrets ?? {}).filter((key) => {
    const field = type.fields[key];
    return (
      secrets[key] === undefined && !unset.includes(key) && field !== undefined && applies(field, type.fields, settings)
    );
  });
  if (base === undefined || stays.length === 0) return given;
  const environment = await context.environment();
  const { reason } = context.common;
  const released = await environment.release({
    to: 'test',
    connection: base.id,
    ...(reason === undefined ? {} : { reason }),
  });
  const { name, revision } = released.connection;
  if (revision !== base.revision)
    throw problem('revision.moved', { kind: 'connection', name, expected: base.revision, actual: revision });
  const kept = Object.fromEntries(Object.entries(released.secrets).filter(([key]) => stays.includes(key)));
  return { ...(await openedSecrets(context, kept)), ...given };
}
