import { type TestFinding, testFinding } from '../../kernel/test-finding.ts';
import type { ProbeReport, Stage, StageResult, TestResult } from '../../model/probe.ts';

/** Why a test ends before its end. */
interface Ended {
  readonly ended: true;
  readonly stage: Stage;
  readonly result: TestResult;
  readonly finding: TestFinding;
}

/** Thrown where a test cannot go on. */
export function ended(stage: Stage, result: TestResult, finding: TestFinding): Ended {
  return { ended: true, stage, result, finding };
}

export function hasEnded(error: unknown): error is Ended {
  return typeof error === 'object' && error !== null && 'ended' in error;
}

/** The stages of one test as they are gone through, each with its time. */
export interface Stages {
  /** Times one part of a stage. What it throws as `ended` is its result. */
  during<T>(stage: Stage, work: () => Promise<T>): Promise<T>;
  /** Notes a stage that took no call of its own. */
  passed(stage: Stage): void;
  /** What becomes of the test: the stages up to the one that ended it. */
  report(result: TestResult, finding: TestFinding, at?: Stage): ProbeReport;
}

const order: readonly Stage[] = [
  'secret',
  'name lookup',
  'reach',
  'tls',
  'host key',
  'sign-in',
  'permission',
  'target',
];

export function createStages(nowMs: () => number): Stages {
  const found = new Map<Stage, number>();
  const spent = (stage: Stage, ms: number) => found.set(stage, (found.get(stage) ?? 0) + ms);
  return {
    async during(stage, work) {
      const from = nowMs();
      try {
        return await work();
      } finally {
        spent(stage, nowMs() - from);
      }
    },
    passed: (stage) => void spent(stage, 0),
    report(result, finding, at) {
      const last = at === undefined ? order.length : order.indexOf(at);
      if (at !== undefined) spent(at, 0);
      const stages = order
        .filter((stage, index) => found.has(stage) && index <= last)
        .map(
          (stage): StageResult => ({
            stage,
            result: stage !== at ? 'passed' : result === 'inconclusive' ? 'undecided' : 'failed',
            ms: Math.round(found.get(stage) ?? 0),
          }),
        );
      return { result, checked: true, finding, stages };
    },
  };
}

/** Ends a call that outlasts the test's own deadline, whatever it waits for. */
export function within<T>(
  signal: AbortSignal,
  stage: Stage,
  host: string,
  seconds: number,
  work: Promise<T>,
): Promise<T> {
  const silent = () => ended(stage, 'inconclusive', testFinding('silent', { host, seconds }));
  if (signal.aborted) {
    work.catch(() => undefined);
    return Promise.reject(silent());
  }
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(silent());
    signal.addEventListener('abort', onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
