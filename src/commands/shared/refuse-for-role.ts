import type { Change } from '../../model/change.ts';
import type { Environment } from '../../model/environment.ts';
import type { Context } from '../context.ts';

/**
 * Opens the environment, and lets the service refuse a change that the role does not allow before anything is looked up
 * or asked (R12). The refusal is the service's own, so that it stands in the audit.
 */
export async function refuseForRole(context: Context, change: Change): Promise<Environment> {
  const environment = await context.environment();
  const { allowed } = await environment.query('can', { action: change.change });
  const { dryRun, reason } = context.common;
  // At a revision that never was, nothing happens even if the role came back meanwhile.
  if (!allowed)
    await environment.apply([change], {
      dryRun,
      ifEnvironmentRevision: 0,
      ...(reason === undefined ? {} : { reason }),
    });
  return environment;
}
