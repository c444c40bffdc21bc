import type { Progress } from '../../kernel/progress.ts';
import { testFinding } from '../../kernel/test-finding.ts';
import type { ProbeReport, Prober, ProbeTask } from '../../model/probe.ts';
import { atOnce } from './at-once.ts';
import type { AzureSignIn } from './azure-sign-in.ts';
import type { Ways } from './secure-line.ts';
import { createStages, ended, hasEnded, type Stages } from './stages.ts';
import { takingTurns } from './taking-turns.ts';

export interface ProberParts {
  readonly ways: Ways;
  readonly nowMs: () => number;
  /** How long one test may take. */
  readonly seconds: number;
  readonly azure: (account: string) => Promise<AzureSignIn>;
  readonly progress?: Pick<Progress, 'step' | 'during'>;
}

const atATime = 6;

/** Tests connections by what their types declare. Each kind of probe is loaded when one is met. */
export function createProber(parts: ProberParts): Prober {
  const { progress } = parts;
  return {
    async probe(tasks) {
      let done = 0;
      const inTurn = takingTurns((task) => probeOne(task, parts));
      const all = atOnce(tasks, atATime, async (make) => {
        const task = await make();
        const report = 'finding' in task ? task : await inTurn(task);
        done += 1;
        if (tasks.length > 1) progress?.step('test', done, tasks.length);
        return report;
      });
      return tasks.length === 1 && progress !== undefined ? progress.during('test', all) : all;
    },
  };
}

async function probeOne(task: ProbeTask, parts: ProberParts): Promise<ProbeReport> {
  const { probe, label } = task;
  const stages = createStages(parts.nowMs);
  if (probe.kind === 'none') {
    const finding = testFinding('no-check', { label, why: probe.why });
    return { result: 'inconclusive', checked: false, finding, stages: [] };
  }
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), parts.seconds * 1000);
  try {
    refuseIncomplete(task);
    stages.passed('secret');
    return await run(task, stages, deadline.signal, parts);
  } catch (error) {
    if (!hasEnded(error)) throw error;
    return stages.report(error.result, error.finding, error.stage);
  } finally {
    clearTimeout(timer);
    deadline.abort();
  }
}

async function run(task: ProbeTask, stages: Stages, signal: AbortSignal, parts: ProberParts): Promise<ProbeReport> {
  const { probe } = task;
  const running = { stages, signal, seconds: parts.seconds, ways: parts.ways, azure: parts.azure };
  if (probe.kind === 'http') return (await import('./http.ts')).probeHttp(task, probe, running);
  if (probe.kind === 'sftp') return (await import('./sftp.ts')).probeSftp(task, probe, running);
  if (probe.kind === 'storage') return (await import('./storage.ts')).probeStorage(task, probe, running);
  throw new Error('no such kind of probe');
}

// What is needed and not there: of an SFTP sign-in the password or the key, elsewhere all of it.
function refuseIncomplete({ probe, secrets, settings, awaitsSignIn }: ProbeTask): void {
  if (probe.kind === 'none') return;
  const missing = probe.needs.filter((field) => secrets[field] === undefined && (settings[field] ?? '') === '');
  const enough = probe.kind === 'sftp' ? missing.length < probe.needs.length : missing.length === 0;
  if (enough) return;
  throw awaitsSignIn
    ? ended('secret', 'inconclusive', testFinding('awaiting-sign-in', {}))
    : ended('secret', 'inconclusive', testFinding('no-secret', { fields: missing }));
}
