import type { Settings } from '../fields/field.ts';
import type { Probe } from '../fields/probe.ts';
import type { SecretValue } from '../kernel/secret-value.ts';
import type { TestFinding } from '../kernel/test-finding.ts';

/** The parts of a live test, in their order; each kind of probe has some of them. */
export type Stage = 'secret' | 'name lookup' | 'reach' | 'tls' | 'host key' | 'sign-in' | 'permission' | 'target';

export interface StageResult {
  readonly stage: Stage;
  readonly result: 'passed' | 'failed' | 'undecided';
  readonly ms: number;
}

/** What a live test can come to. A host key that changed is a result of its own. */
export const testResults = [
  'ok',
  'wrong credential',
  'lacks permission',
  'target missing',
  'host key changed',
  'inconclusive',
] as const;
export type TestResult = (typeof testResults)[number];

/** The key by which a server was known, and the host and port that it was seen at. */
export interface HostKey {
  readonly host: string;
  readonly fingerprint: string;
}

/** What a live test found. */
export interface ProbeReport {
  readonly result: TestResult;
  /** Whether a check is known at all. */
  readonly checked: boolean;
  readonly finding: TestFinding;
  readonly stages: readonly StageResult[];
  /** The key that a server showed, where it was accepted. */
  readonly hostKey?: HostKey;
  /** Secrets that the service replaced meanwhile: the given ones will not serve again. */
  readonly renewed?: { readonly refreshToken: SecretValue; readonly used: SecretValue };
}

/** A connection to be tested, with everything opened. */
export interface ProbeTask {
  readonly label: string;
  readonly probe: Probe;
  readonly settings: Settings;
  readonly tenant: string | null;
  readonly secrets: { readonly [field: string]: SecretValue };
  readonly awaitsSignIn: boolean;
  /** The host key that was remembered. */
  readonly hostKey: HostKey | null;
  /** The host key that it has to have, whatever was remembered. */
  readonly expectedHostKey?: string | undefined;
}

/** Tests connections live, where the person is. */
export interface Prober {
  /** Some at a time, in their order. A task is made when its turn comes; one that cannot be made is a report already. */
  probe(tasks: readonly (() => Promise<ProbeTask | ProbeReport>)[]): Promise<readonly ProbeReport[]>;
}

/** What is kept of the last test of a connection. */
export interface LastTest {
  readonly at: string;
  readonly by: string;
  readonly result: TestResult;
  /** The code of what it came upon. */
  readonly code: string;
  /** The revision that was tested. */
  readonly revision: number;
}
