import type { ChangeName } from '../../model/change.ts';
import type { DependentKind } from '../../model/dependent.ts';
import { mayRun, mayTry, mayUse, permission, rolesThatMay } from '../../model/policy.ts';
import type { ReleaseName } from '../../model/release.ts';
import type { Asking } from '../asking.ts';
import { connectionOf } from './dependents.ts';
import { findRecord } from './find.ts';

type Action = ChangeName | ReleaseName;

/** Who acts here, as what. */
export async function whoami({ actor }: Asking) {
  const { name, role, realName, token } = actor;
  const held = token === undefined ? {} : { token: { id: token.id, expiresAt: token.expiresAt } };
  return { user: name, role, onBehalf: realName, ...held };
}

/** Whether the actor may make a change, to one thing where one is named, and why not. Locks and uses are not a matter of right. */
export async function can(asking: Asking, { action, ref }: { action: Action; ref?: string }) {
  const { actor } = asking;
  if (!mayTry(actor.role, action))
    return { allowed: false, action, why: `needs ${rolesThatMay(action)}; your role is ${actor.role}` };
  const kind = action.split('.')[0];
  if (ref === undefined) return { allowed: true, action, why: `${actor.role} may` };
  // What is added is not there yet; an export or enrichment is asked for the connection it would be on.
  if (action === 'export.add' || action === 'enrichment.add') {
    await findRecord(asking, 'connection', ref, (it) => mayUse(actor, it));
    return { allowed: true, action, why: `${actor.role} may use this connection` };
  }
  if (action.endsWith('.add')) return { allowed: true, action, why: `${actor.role} may` };
  if (action === 'export.run') {
    await findRecord(asking, 'export', ref, (it) => mayRun(actor, it));
    return { allowed: true, action, why: `${actor.role} may run this export` };
  }
  if (kind === 'export') return exportAnswer(asking, action, ref);
  if (kind === 'connection' || kind === 'enrichment' || kind === 'user' || kind === 'type')
    await findRecord(asking, kind, ref);
  return { allowed: true, action, why: `${actor.role} may` };
}

async function exportAnswer(asking: Asking, action: Action, ref: string) {
  const { actor } = asking;
  const dependent = await findRecord(asking, 'export' satisfies DependentKind, ref);
  const on = await connectionOf(asking, dependent.connection);
  const last = await connectionOf(asking, dependent.lastConnection, true);
  return permission(actor, dependent, on, last) === 'edit'
    ? { allowed: true, action, why: `${actor.role} may manage this export` }
    : { allowed: false, action, why: 'its connection is not shared with you' };
}
