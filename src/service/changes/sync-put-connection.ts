import { catalog } from '../../catalog/index.ts';
import { check, misplacedSecrets } from '../../fields/check.ts';
import type { ConnectionType } from '../../fields/connection-type.ts';
import type { Settings } from '../../fields/field.ts';
import { redirected } from '../../fields/redirected.ts';
import { issueOf } from '../../kernel/issues.ts';
import { isName } from '../../kernel/name.ts';
import { problem } from '../../kernel/problem.ts';
import { warning } from '../../kernel/warning.ts';
import type { Connection } from '../../model/connection.ts';
import { displayNameIssues, reasonIssues } from '../../model/naming.ts';
import type { SyncPut } from '../../model/sync.ts';
import { refuse } from '../refuse.ts';
import type { Outcome, Scene } from '../scene.ts';
import { connectionContent } from '../sync-content.ts';
import { refuseLeavingVault } from './connection-edit.ts';
import { consentIssues, statusOf } from './connection-input.ts';
import { ownedAs, presentRecord, putRecord, toldOf } from './sync-put-record.ts';
import { syncedSecrets } from './sync-secrets.ts';
import { byAtIssues, isId } from './sync-told.ts';

type Put = SyncPut<'connection'> & { readonly ifRevision?: number };

/** A connection as it is elsewhere, but for what is never sent: stored secrets stay what they are here, or are holes. */
export async function syncPutConnection(scene: Scene, change: Put): Promise<Outcome> {
  const { content } = change;
  const before = await presentRecord(scene, change);
  const type = await scene.types.get(content.type);
  const settings = judgedContent(type, change, before);
  const { secrets, sealed } = syncedSecrets(scene, type, change, before);
  if (before !== undefined) {
    refuseLeavingVault(before, secrets);
    judgeTargets(scene, type, { before, settings, secrets }, sealed, change.keepSecrets === true);
  }
  judgeAfterwards(scene, type, change, secrets);
  const told = toldOf(change, before);
  const { sharedWith, consent, lock, hostKey } = content;
  const after: Connection = {
    ...told,
    name: content.name,
    displayName: content.displayName,
    type: type.id,
    purpose: type.purpose,
    status: statusOf(type, secrets),
    ...signInOf(type, change, secrets, before),
    settings,
    secrets,
    sharedWith,
    consent,
    lock,
    tenant: type.vendor === true ? content.tenant : null,
    dependents: before?.dependents ?? { exports: 0, enrichments: 0 },
    ...(before?.tested === undefined ? {} : { tested: before.tested }),
    ...(hostKey === null ? {} : { hostKey }),
    ...ownedAs(content.manifest, told.revision),
  };
  const contentOf = (it: Connection) => connectionContent(it, type);
  const besides = sealed.filter((field) => before !== undefined && before.secrets[field] !== secrets[field]);
  return putRecord(scene, 'connection', {
    before,
    after,
    contentOf,
    besides: besides.map((field) => `secrets.${field}`),
  });
}

const isBuiltIn = ({ id }: ConnectionType) => catalog.some((entry) => entry.id === id);

/** What its type and the house make of it. A setting that a newer declaration asks for may be missing: it is where it comes from. */
function judgedContent(type: ConnectionType, { content }: Put, before: Connection | undefined): Settings {
  const { name, displayName, sharedWith, consent, lock } = content;
  const checked = check(type.fields, content.settings, 'partial');
  const settings = checked.ok ? checked.value : {};
  const ids = typeof sharedWith === 'string' ? [] : sharedWith;
  refuse(
    `connection of type ${type.id}`,
    [
      ...displayNameIssues(displayName, type.displayName),
      ...(isName(name)
        ? []
        : [issueOf('format', 'name', { label: 'Name', says: 'lower-case letters, digits and dashes' })]),
      ...(checked.ok ? misplacedSecrets(type.fields, settings, Object.keys(content.secrets)) : checked.issues),
      ...(lock === null ? [] : [...reasonIssues(lock.reason), ...byAtIssues(lock)]),
      // R9: agreed to where it comes from. A type of one's own may ask it only since the connection was made.
      ...(consent !== null ? byAtIssues(consent) : isBuiltIn(type) ? consentIssues(type, undefined) : []),
      ...(ids.every(isId) ? [] : [issueOf('format', 'sharedWith', { label: 'Who may use it', says: 'ids of users' })]),
      // D2.
      ...(before === undefined || before.type === type.id
        ? []
        : [issueOf('choice', 'type', { label: 'Type', choices: [before.type] })]),
    ],
    type.fields,
  );
  if (sharedWith !== 'administrators' && !type.shareable)
    throw problem('connection.not_shareable', { name: displayName, purpose: type.purpose });
  return settings;
}

// D14: what is stored here is not sent to a new target, unless it is brought along or kept knowingly.
function judgeTargets(
  scene: Scene,
  type: ConnectionType,
  { before, settings, secrets }: { before: Connection; settings: Settings; secrets: Connection['secrets'] },
  sealed: readonly string[],
  keeps: boolean,
): void {
  const stored = Object.keys(secrets).filter((field) => secrets[field]?.source === 'stored' && !sealed.includes(field));
  const moved = redirected(type.fields, before.settings, settings, stored);
  if (moved.secrets.length === 0) return;
  if (!keeps) {
    const fields = moved.targets.map((key) => type.fields[key]?.label ?? key);
    throw problem('connection.secrets_again', { name: before.name, fields, secrets: moved.secrets, keepOnly: true });
  }
  scene.warn(warning('secrets-kept', { fields: moved.secrets }));
}

// R8 and R28, by what the environment is after the list.
function judgeAfterwards(scene: Scene, type: ConnectionType, { content }: Put, secrets: Connection['secrets']): void {
  const { tenant, settings } = content;
  const named = [tenant, settings.tenant].filter((it): it is string => typeof it === 'string');
  const vault = Object.values(secrets).some(({ source }) => source === 'keyvault');
  if ((type.vendor !== true || named.length === 0) && !vault) return;
  scene.finally(async () => {
    const own = scene.environment.tenant;
    const other = named.find((it) => it.toLowerCase() !== own?.toLowerCase());
    if (type.vendor === true && own !== null && other !== undefined)
      throw problem('connection.other_tenant', { tenant: other, own });
    if (vault && !scene.environment.keyVault) throw problem('keyvault.not_linked', {});
  });
}

// It belongs to the token: brought along with that, or as it is here.
function signInOf(
  type: ConnectionType,
  { content, secrets: brought }: Put,
  { refreshToken: token }: Connection['secrets'],
  before: Connection | undefined,
): Pick<Connection, 'signIn'> {
  if (type.signIn !== 'browser' || token === undefined || token.source === 'missing') return {};
  const signIn = brought?.refreshToken !== undefined || token.source === 'keyvault' ? content.signIn : before?.signIn;
  return signIn ? { signIn } : {};
}
