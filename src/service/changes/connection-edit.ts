import type { ConnectionType } from '../../fields/connection-type.ts';
import { merged } from '../../fields/edited.ts';
import type { Settings } from '../../fields/field.ts';
import { redirected } from '../../fields/redirected.ts';
import { canonical } from '../../kernel/canonical.ts';
import { issueOf } from '../../kernel/issues.ts';
import { nearest } from '../../kernel/nearest.ts';
import { isProblem, problem } from '../../kernel/problem.ts';
import { isSecretValue, type SecretValue } from '../../kernel/secret-value.ts';
import { warning } from '../../kernel/warning.ts';
import type { ChangeOf, GivenSecrets } from '../../model/change.ts';
import type { Connection, KeptSecret } from '../../model/connection.ts';
import { narrows, sameSharing } from '../../model/sharing.ts';
import { refuse } from '../refuse.ts';
import { atRevision, type Outcome, outcome, required, type Scene, touched } from '../scene.ts';
import {
  consentIssues,
  consentOf,
  judged,
  keptSecrets,
  signInOf,
  statusOf,
  tenantOf,
  warnOfNormalised,
  withTenant,
} from './connection-input.ts';
import { withoutInapplicable } from './settings-input.ts';
import { sharingOf, warnOfViewOnly } from './share-words.ts';

/** Changes settings, secrets and sharing of a connection; its type never (D2). Without a difference nothing is written. */
export async function connectionEdit(scene: Scene, change: ChangeOf<'connection.edit'>): Promise<Outcome> {
  const before = await required(scene, 'connection', change.connection);
  atRevision('connection', before, change.ifRevision);
  unlocked(before);
  const type = await scene.types.get(before.type);
  const { unset = [], secrets = {}, terms } = change;
  const set = withTenant(type, change.set ?? {}, change.tenant);
  refuseUnknownUnset(type, unset);
  const given = withoutInapplicable(type.fields, merged(before.settings, set, unset), set);
  const remaining = Object.fromEntries(Object.entries(before.secrets).filter(([key]) => !unset.includes(key)));
  const { settings, issues } = judged(type, given, secrets, remaining);
  refuse(
    `connection ${before.name}`,
    [...issues, ...(terms === undefined ? [] : consentIssues(type, terms))],
    type.fields,
  );
  const moved = changedKeys(before.settings, settings);
  judgeTargets(scene, type, { before, settings }, change);
  const sharedWith = change.share === undefined ? before.sharedWith : await sharingOf(scene, change.share, '--share');
  if (sharedWith !== 'administrators' && !type.shareable && change.share !== undefined) {
    throw problem('connection.not_shareable', { name: before.name, purpose: before.purpose });
  }
  const sealed = keptSecrets(scene, before.id, type, settings, secrets, remaining);
  refuseLeavingVault(before, sealed);
  const fresh = secretsThatChange(scene, before, sealed, secrets);
  const kept = Object.fromEntries(
    Object.entries(sealed).map(([key, it]) => [key, fresh.includes(key) ? it : (before.secrets[key] ?? it)]),
  );
  const fields = [
    ...moved,
    ...fresh.map((key) => `secrets.${key}`),
    ...(sameSharing(sharedWith, before.sharedWith) ? [] : ['sharedWith']),
    ...(terms !== undefined && terms !== before.consent?.version ? ['consent'] : []),
    ...(change.tenant !== undefined && change.tenant !== before.tenant ? ['tenant'] : []),
  ];
  if (fields.length === 0) return outcome('connection', before, 'unchanged');
  const { signIn: _, ...rest } = before;
  const after: Connection = {
    ...rest,
    settings,
    secrets: kept,
    sharedWith,
    status: statusOf(type, kept),
    ...signInOf(scene, type, kept, before),
    consent: terms === undefined ? before.consent : consentOf(scene, type, terms),
    tenant: tenantOf(
      scene,
      type,
      settings,
      change.tenant ?? (type.vendor === true ? (before.tenant ?? undefined) : undefined),
    ),
    ...touched(scene, before),
  };
  scene.work.put('connection', after);
  if (narrows(before.sharedWith, sharedWith)) await warnOfViewOnly(scene, before);
  warnOfNormalised(scene, type, set, settings);
  if (after.status !== 'ready' && before.status === 'ready')
    scene.warn(warning('awaiting-sign-in', { name: after.name }));
  return outcome('connection', after, 'updated', fields);
}

/** D13: a locked connection is neither edited nor removed. */
export function unlocked(connection: Connection): void {
  const { lock, name } = connection;
  if (lock !== null) throw problem('connection.locked', { name, by: lock.by, at: lock.at, reason: lock.reason });
}

function refuseUnknownUnset(type: ConnectionType, unset: readonly string[]): void {
  const known = Object.keys(type.fields);
  const issues = unset
    .filter((key) => !known.includes(key))
    .map((key) => issueOf('unknown', key, { key, nearest: nearest(key, known), known }));
  refuse(`connection of type ${type.id}`, issues, type.fields);
}

/** R29: stored to vault is allowed, the way back is not. */
export function refuseStoredAfterVault(before: Connection, secrets: GivenSecrets): void {
  for (const [field, given] of Object.entries(secrets)) {
    if (before.secrets[field]?.source === 'keyvault' && isSecretValue(given)) {
      throw problem('connection.from_vault', { name: before.name, field });
    }
  }
}

// D14: a stored secret is not sent to a new target unless it is given again, or kept knowingly.
function judgeTargets(
  scene: Scene,
  type: ConnectionType,
  { before, settings }: { before: Connection; settings: Settings },
  change: ChangeOf<'connection.edit'>,
): void {
  const stored = Object.entries(before.secrets)
    .filter(([key, { source }]) => source === 'stored' && change.secrets?.[key] === undefined)
    .map(([key]) => key)
    .filter((key) => !change.unset?.includes(key));
  const { targets, secrets } = redirected(type.fields, before.settings, settings, stored);
  if (secrets.length === 0) return;
  if (change.keepSecrets !== true) {
    throw problem(
      'connection.secrets_again',
      { name: before.name, fields: targets.map((key) => type.fields[key]?.label ?? key), secrets },
      { missing: secrets.map((key) => ({ input: `secrets.${key}`, flag: `--secret ${key}=SOURCE` })) },
    );
  }
  scene.warn(warning('secrets-kept', { fields: secrets }));
}

function changedKeys(before: Settings, after: Settings): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}

// A typed secret that is the same as the stored one is no change, so that a second run says unchanged.
function secretsThatChange(
  scene: Scene,
  before: Connection,
  kept: Connection['secrets'],
  given: GivenSecrets,
): string[] {
  const keys = new Set([...Object.keys(before.secrets), ...Object.keys(kept)]);
  return [...keys].flatMap((key) => {
    const earlier = before.secrets[key];
    const fresh = given[key];
    if (canonical(earlier ?? null) === canonical(kept[key] ?? null)) return [];
    if (earlier !== undefined && fresh !== undefined && isSecretValue(fresh) && earlier.source === 'stored') {
      return opened(scene, before, key)?.reveal() === fresh.reveal() ? [] : [key];
    }
    return [key];
  });
}

/** What a stored secret is; nothing where it opens no longer, which is mended by giving it again. */
export function opened(scene: Scene, { id, name, secrets }: Connection, field: string): SecretValue | undefined {
  try {
    return scene.openSecret(id, name, field, secrets[field] as KeptSecret);
  } catch (error) {
    if (isProblem(error) && error.code === 'secret.damaged') return undefined;
    throw error;
  }
}

/** R29: nor a way around it; what comes from the vault stays there. */
export function refuseLeavingVault({ name, secrets }: Connection, kept: Connection['secrets']): void {
  for (const [field, { source }] of Object.entries(secrets)) {
    if (source === 'keyvault' && kept[field]?.source !== 'keyvault')
      throw problem('connection.from_vault', { name, field });
  }
}
