import { shellWord } from '../../../kernel/shell-word.ts';
import type { Change } from '../../../model/change.ts';
import type { HostKey, ProbeReport, StageResult, TestResult } from '../../../model/probe.ts';
import type { Context } from '../../context.ts';

/** One connection with what its test found. */
export interface Tested {
  readonly name: string;
  readonly displayName: string;
  readonly type: string;
  readonly result: TestResult;
  /** False where no safe check is known. */
  readonly checked: boolean;
  readonly code: string;
  readonly says: string;
  /** The stage that decided, where one did. */
  readonly stage: string | null;
  readonly ms: number;
  readonly stages: readonly StageResult[];
  readonly fix: readonly string[];
}

interface Subject {
  readonly name: string;
  readonly displayName: string;
  readonly type: string;
}

/** A report as it is shown: the stage that decided, the time it took, and the way out. */
export function testedOf({ name, displayName, type }: Subject, report: ProbeReport): Tested {
  const { result, checked, finding, stages } = report;
  return {
    name,
    displayName,
    type,
    result,
    checked,
    ...finding,
    stage: stages.find((it) => it.result !== 'passed')?.stage ?? null,
    ms: stages.reduce((sum, { ms }) => sum + ms, 0),
    stages,
    fix: waysOut(shellWord(name), report),
  };
}

/** What another value of a field mends. */
const mistyped: readonly string[] = ['unknown-host', 'no-host', 'no-secret', 'unsendable', 'bad-key'];

function waysOut(name: string, { result, finding }: ProbeReport): readonly string[] {
  if (finding.code === 'awaiting-sign-in') return [`cinch connection authorize ${name}`];
  if (result === 'wrong credential') return [`cinch connection edit ${name} --secret FIELD=SOURCE --test`];
  if (result === 'host key changed') return [`cinch connection test ${name} --host-key SHA256:FINGERPRINT`];
  if (result === 'target missing' || mistyped.includes(finding.code)) return [`cinch connection edit ${name}`];
  if (finding.code === 'certificate') return ['export NODE_EXTRA_CA_CERTS=FILE'];
  return [];
}

/** The exit code of several tests: any that failed, else what keeps all from being known, else that some are not. */
export function exitOf(tests: readonly Pick<Tested, 'result' | 'checked' | 'code'>[]): number {
  const exits = tests.filter(({ checked }) => checked).map(exitOfOne);
  if (exits.includes(9)) return 9;
  const [first = 0] = exits;
  return exits.every((exit) => exit === first) ? first : 13;
}

function exitOfOne({ result, code }: Pick<Tested, 'result' | 'code'>): number {
  if (result === 'ok') return 0;
  if (result !== 'inconclusive') return 9;
  if (code === 'awaiting-sign-in') return 15;
  return ['secret-unavailable', 'no-secret', 'no-azure-sign-in', 'no-azure-cli'].includes(code) ? 11 : 12;
}

/** What is kept of a report: the result, a host key that was accepted, and a secret that the service replaced. */
export function changesOf(connection: string, revision: number | undefined, report: ProbeReport): readonly Change[] {
  const { result, checked, finding, hostKey, renewed } = report;
  if (!checked) return [];
  return [
    ...renewalOf(connection, report),
    {
      change: 'connection.tested',
      connection,
      result,
      code: finding.code,
      ...(revision === undefined || renewed !== undefined ? {} : { revision }),
      ...(hostKey === undefined ? {} : { hostKey }),
    },
  ];
}

/** Tells of a host key that is remembered from now on, so that whoever knows it can compare. */
export function tellHostKey({ io }: Pick<Context, 'io'>, known: HostKey | null, { hostKey: seen }: ProbeReport): void {
  if (seen === undefined || (known?.host === seen.host && known.fingerprint === seen.fingerprint)) return;
  io.note(`note: the host key ${seen.fingerprint} of ${seen.host} is remembered from now on`);
}

/** What is kept of it whatever else became of the test: the token that was used serves no more. */
export function renewalOf(connection: string, { renewed }: ProbeReport): readonly Change[] {
  if (renewed === undefined) return [];
  const { refreshToken, used } = renewed;
  return [{ change: 'connection.refresh', connection, secrets: { refreshToken }, used }];
}
