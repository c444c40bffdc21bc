import { probeOf } from '../../../catalog/probe-of.ts';
import { isProblem, type Problem } from '../../../kernel/problem.ts';
import type { SecretValue } from '../../../kernel/secret-value.ts';
import { testFinding } from '../../../kernel/test-finding.ts';
import type { GivenSecret } from '../../../model/change.ts';
import type { ProbeReport, ProbeTask } from '../../../model/probe.ts';
import type { ConnectionDetail } from '../../../model/query.ts';
import type { Context } from '../../context.ts';
import { openedSecret } from '../opened-secret.ts';
import { typeAt } from '../type-at.ts';

/** Secrets by field, each as it is used. */
export async function openedSecrets(
  context: Context,
  secrets: { readonly [field: string]: GivenSecret },
): Promise<{ readonly [field: string]: SecretValue }> {
  const opened: Record<string, SecretValue> = {};
  for (const [field, secret] of Object.entries(secrets)) opened[field] = await openedSecret(context, secret);
  return opened;
}

/** The task of testing a connection as it is stored. Its settings and secrets are handed out together (D14). */
export async function storedTask(
  context: Context,
  detail: ConnectionDetail,
  expectedHostKey?: string,
): Promise<ProbeTask | ProbeReport> {
  const { type, tenant, hostKey, status } = detail;
  const { label } = await typeAt(context, type);
  const probe = await probeOf(type);
  const task = { label, probe, tenant, hostKey, expectedHostKey, awaitsSignIn: status !== 'ready' };
  // Nothing secret is handed out where nothing is sent.
  if (probe.kind === 'none' || probe.kind === 'storage') return { ...task, settings: detail.settings, secrets: {} };
  try {
    const environment = await context.environment();
    const { common } = context;
    const { connection, secrets } = await environment.release({
      to: 'test',
      connection: detail.id,
      ...(common.reason === undefined ? {} : { reason: common.reason }),
    });
    return { ...task, settings: connection.settings, secrets: await openedSecrets(context, secrets) };
  } catch (error) {
    if (!keepsASecretBack(error)) throw error;
    return unavailable(error.detail);
  }
}

/** Whether a secret could not be had, here or in the key vault: that is said of each connection, and ends no other test. */
export function keepsASecretBack(error: unknown): error is Problem {
  if (!isProblem(error)) return false;
  return error.exit === 11 || error.code.startsWith('keyvault.') || error.code === 'proxy.unusable';
}

/** What becomes of a test whose secret cannot be had. */
export function unavailable(says: string): ProbeReport {
  return {
    result: 'inconclusive',
    checked: true,
    finding: testFinding('secret-unavailable', { says }),
    stages: [{ stage: 'secret', result: 'undecided', ms: 0 }],
  };
}
