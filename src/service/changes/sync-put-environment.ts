import { issueOf } from '../../kernel/issues.ts';
import { hasControlCharacters } from '../../kernel/printable.ts';
import type { Connection } from '../../model/connection.ts';
import { credentialKinds, type KeyVault, vaultAddress } from '../../model/key-vault.ts';
import type { SyncPut } from '../../model/sync.ts';
import { isMoment } from '../../model/token.ts';
import { refuse } from '../refuse.ts';
import { atRevision, type Outcome, type Scene } from '../scene.ts';
import { environmentContent } from '../sync-content.ts';
import { judgeEnvironment, judgeTenant } from './environment-edit.ts';
import { refuseWhileUsed } from './key-vault-changes.ts';
import { fieldsThatDiffer } from './sync-put-record.ts';

type Put = SyncPut<'environment'> & { readonly ifRevision?: number };

/** The organisation and the key vault of the environment, as they are elsewhere. */
export async function syncPutEnvironment(scene: Scene, change: Put): Promise<Outcome> {
  const before = scene.environment;
  const { id, displayName } = before;
  atRevision('environment', { name: displayName, revision: scene.environmentRevision }, change.ifRevision);
  const { tenant, keyVault } = change.content;
  judgeEnvironment({ displayName, tenant });
  if (keyVault !== null) judgeVault(keyVault);
  const fields = fieldsThatDiffer(environmentContent(before), change.content);
  const result = fields.length === 0 ? 'unchanged' : 'updated';
  scene.environment = { ...before, tenant, keyVault };
  if (tenant !== null && tenant !== before.tenant) scene.finally(() => judgeTenant(scene));
  const linked = before.keyVault ?? null;
  if (linked !== null && linked.url !== keyVault?.url)
    // R27. Whoever had a secret of the vault before the list and has one still had it of the other vault.
    scene.finally(() => refuseWhileUsed(scene, linked, keyVault === null, (it) => hadReference(scene, it)));
  return { kind: 'environment', id, name: displayName, result, revision: null, fields };
}

function hadReference(scene: Scene, { id }: Connection): boolean {
  const before = scene.work.before('connection', id);
  return Object.values(before?.secrets ?? {}).some(({ source }) => source === 'keyvault');
}

function judgeVault({ name, url, credential, consent, linkedAt, linkedBy }: KeyVault): void {
  const address = vaultAddress(url);
  const texts = [consent.version, consent.by, linkedBy];
  const fits =
    address?.url === url &&
    address.name === name &&
    credentialKinds.includes(credential) &&
    [consent.at, linkedAt].every(isMoment) &&
    texts.every((it) => it.length <= 250 && !hasControlCharacters(it));
  const says = 'as `cinch keyvault link` keeps one';
  refuse('the environment', fits ? [] : [issueOf('format', 'keyVault', { label: 'Key vault', says })], {});
}
