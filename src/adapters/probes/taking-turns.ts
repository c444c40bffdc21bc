import { createHash } from 'node:crypto';
import type { ProbeReport, ProbeTask } from '../../model/probe.ts';
import { filled } from '../../model/probe-request.ts';

/**
 * Lets one test after another sign in to the same account with the same secret: one that was refused is not tried again,
 * because some services lock an account after a few attempts.
 */
export function takingTurns(probe: (task: ProbeTask) => Promise<ProbeReport>) {
  const last = new Map<string, Promise<ProbeReport>>();
  return (task: ProbeTask): Promise<ProbeReport> => {
    const key = accountOf(task);
    const before = last.get(key);
    const turn = (async () => {
      const found = await before?.catch(() => undefined);
      return found?.result === 'wrong credential' ? untried(found) : probe(task);
    })();
    last.set(key, turn);
    return turn;
  };
}

function untried(report: ProbeReport): ProbeReport {
  return { ...report, stages: report.stages.map((it) => ({ ...it, ms: 0 })) };
}

// As a digest, because the secrets are part of it.
function accountOf({ probe, label, settings, secrets }: ProbeTask): string {
  const values = Object.fromEntries(Object.entries(settings).map(([field, value]) => [field, String(value)]));
  const places =
    probe.kind === 'sftp' ? [probe.host, probe.user] : probe.kind === 'http' ? probe.steps.map(({ host }) => host) : [];
  const { clientId, username } = values;
  const told = Object.entries(secrets).map(([field, secret]) => [field, secret.reveal()]);
  const account = [label, places.map((it) => filled(it, values) ?? it), clientId, username, told];
  return createHash('sha256').update(JSON.stringify(account)).digest('base64');
}
