import { check, misplacedSecrets, missingSecrets } from '../../fields/check.ts';
import type { ConnectionType } from '../../fields/connection-type.ts';
import { readable } from '../../fields/edited.ts';
import type { Settings } from '../../fields/field.ts';
import { formats } from '../../fields/format.ts';
import { applies } from '../../fields/visible.ts';
import type { Issue } from '../../kernel/issue.ts';
import { issueOf } from '../../kernel/issues.ts';
import { problem } from '../../kernel/problem.ts';
import { isSecretValue, type SecretValue } from '../../kernel/secret-value.ts';
import { warning } from '../../kernel/warning.ts';
import type { GivenSecret, GivenSecrets, GivenSettings } from '../../model/change.ts';
import type { Connection, ConnectionStatus, Consent, KeptSecret, SignedIn } from '../../model/connection.ts';
import { isVaultSecretName, isVaultVersion } from '../../model/key-vault.ts';
import { signInEnd } from '../../model/sign-in.ts';
import { currentTerms, termsVersions } from '../../model/terms.ts';
import { refuse } from '../refuse.ts';
import type { Scene } from '../scene.ts';

type Kept = { readonly [field: string]: KeptSecret };

/** The settings that come of an input, and everything that is wrong with it and with the secrets beside it. */
export function judged(
  type: ConnectionType,
  given: GivenSettings,
  secrets: GivenSecrets,
  kept: Kept,
): { readonly settings: Settings; readonly issues: readonly Issue[] } {
  const checked = check(type.fields, given);
  const settings = checked.ok ? checked.value : readable(type.fields, given);
  const present = new Set([...Object.keys(secrets), ...Object.keys(kept)]);
  const issues = [
    ...(checked.ok ? [] : checked.issues),
    ...misplacedSecrets(type.fields, settings, Object.keys(secrets)),
    ...missingSecrets(type.fields, settings, present),
  ];
  const order = Object.keys(type.fields);
  const rank = (issue: Issue) => order.indexOf(issue.path) >>> 0;
  return { settings, issues: issues.sort((one, other) => rank(one) - rank(other)) };
}

/** Warns where a value is kept in another form than it was given, such as SFTP's lower-case folder (R7). */
export function warnOfNormalised(scene: Scene, type: ConnectionType, given: GivenSettings, settings: Settings): void {
  for (const [key, field] of Object.entries(type.fields)) {
    const value = settings[key];
    const typed = given[key];
    if (field.kind === 'text' && field.normalize !== undefined && typeof typed === 'string' && typed.trim() !== value) {
      scene.warn(warning('normalised', { label: field.label, value: String(value) }));
    }
  }
}

/** The secrets to keep: given ones sealed, earlier ones as they are, and none that the settings leave no place for. */
export function keptSecrets(
  scene: Scene,
  recordId: string,
  type: ConnectionType,
  settings: Settings,
  given: GivenSecrets,
  kept: Kept,
): Kept {
  const secrets: Record<string, KeptSecret> = {};
  for (const [key, field] of Object.entries(type.fields)) {
    if (field.kind !== 'secret' || !applies(field, type.fields, settings)) continue;
    const fresh = given[key];
    if (fresh === undefined) {
      const earlier = kept[key];
      if (earlier !== undefined) secrets[key] = earlier;
    } else if (isSecretValue(fresh)) {
      secrets[key] = scene.seal(recordId, key, fresh);
    } else {
      secrets[key] = referenceOf(scene, type, key, fresh);
    }
  }
  return secrets;
}

// R28: a name in the linked vault, for the fields that the type lets it fill. Whether it is there is looked at where the person is.
function referenceOf(
  scene: Scene,
  type: ConnectionType,
  field: string,
  { keyVault: secret, version }: Exclude<GivenSecret, SecretValue>,
): KeptSecret {
  const fills = type.keyVault?.fills ?? [];
  if (!fills.includes(field)) throw problem('keyvault.unsupported', { type: type.id, label: type.label, field, fills });
  if (!isVaultSecretName(secret) || (version !== undefined && !isVaultVersion(version)))
    throw problem('keyvault.secret_name', { field });
  if (!scene.environment.keyVault) throw problem('keyvault.not_linked', {});
  return { source: 'keyvault', secret, version: version ?? null };
}

/** D17: a type with browser sign-in waits until its refresh token is there. */
export function statusOf(type: ConnectionType, { refreshToken }: Kept): ConnectionStatus {
  const there = refreshToken !== undefined && refreshToken.source !== 'missing';
  return type.signIn === 'browser' && !there ? 'awaiting sign-in' : 'ready';
}

/** What there is to keep of a sign-in: as it was while its token is the same, and new from a new token on. */
export function signInOf(
  scene: Scene,
  type: ConnectionType,
  secrets: Kept,
  before?: Connection,
): { readonly signIn?: SignedIn } {
  const token = secrets.refreshToken;
  if (type.signIn !== 'browser' || token === undefined || token.source === 'missing') return {};
  if (before?.signIn !== undefined && before.secrets.refreshToken === token) return { signIn: before.signIn };
  return { signIn: { at: scene.now, by: scene.actor.name, expiresAt: signInEnd(type, scene.now) } };
}

/** What is missing of the agreement (R9). */
export function consentIssues(type: ConnectionType, terms: string | undefined): readonly Issue[] {
  if (type.consent === 'none' || (terms !== undefined && termsVersions.includes(terms))) return [];
  if (terms !== undefined) throw problem('consent.unknown_version', { given: terms, version: currentTerms() });
  return [
    issueOf('missing', 'terms', {
      label: 'Agreement',
      help: `data ${type.consent === 'imports' ? 'comes in' : 'leaves'} under the terms of ${currentTerms()}`,
    }),
  ];
}

/** The agreement to keep (R9); an older version stays acceptable and warns. */
export function consentOf(scene: Scene, type: ConnectionType, terms: string | undefined): Consent | null {
  if (type.consent === 'none' || terms === undefined) return null;
  if (terms !== currentTerms()) scene.warn(warning('older-terms', { given: terms, current: currentTerms() }));
  return { version: terms, by: scene.actor.name, at: scene.now };
}

/** What is given as the organisation, where the type asks it as a field of its own. */
export function withTenant(type: ConnectionType, given: GivenSettings, tenant: string | undefined): GivenSettings {
  return tenant !== undefined && type.fields.tenant !== undefined && given.tenant === undefined
    ? { ...given, tenant }
    : given;
}

/** The organisation that a type of the platform's own vendor lies in (R8). */
export function tenantOf(
  scene: Scene,
  type: ConnectionType,
  settings: Settings,
  given: string | undefined,
): string | null {
  if (type.vendor !== true) {
    if (given === undefined) return null;
    throw problem('usage.arguments', {
      command: 'connection add',
      says: `${type.label} has no --tenant: it is not a service of the platform's own vendor`,
    });
  }
  const own = scene.environment.tenant;
  const named = typeof settings.tenant === 'string' ? settings.tenant : given;
  const { matches, says, accepted } = formats.tenant;
  if (named !== undefined && !matches(named))
    refuse(
      `connection of type ${type.id}`,
      [issueOf('format', 'tenant', { label: 'Tenant', says, example: accepted })],
      {},
    );
  if (named !== undefined && own !== null && named.toLowerCase() !== own.toLowerCase()) {
    throw problem('connection.other_tenant', { tenant: named, own });
  }
  if (own === null && named === undefined) scene.warn(warning('no-tenant', { type: type.label }));
  return own ?? named ?? null;
}
