import { problem } from '../../kernel/problem.ts';
import { warning } from '../../kernel/warning.ts';
import type { ChangeOf } from '../../model/change.ts';
import type { Connection } from '../../model/connection.ts';
import { credentialKinds, type KeyVault, vaultAddress, vaultSuffixes } from '../../model/key-vault.ts';
import { currentTerms, termsVersions } from '../../model/terms.ts';
import type { Outcome, Scene } from '../scene.ts';

/** Links the one key vault of the environment (R27), with an agreement of its own (R9). */
export async function keyVaultLink(scene: Scene, change: ChangeOf<'keyvault.link'>): Promise<Outcome> {
  const address = vaultAddress(change.url);
  if (address === undefined) throw problem('keyvault.address', { suffixes: vaultSuffixes });
  const { name, url } = address;
  const { credential, terms } = change;
  if (!credentialKinds.includes(credential)) throw problem('keyvault.kind', { kinds: credentialKinds });
  const before = scene.environment.keyVault ?? null;
  const same = before?.url === url;
  const fields = [...(same ? [] : ['url']), ...(before?.credential === credential ? [] : ['credential'])];
  if (fields.length === 0) return outcomeOf(address, 'unchanged');
  const consent = same ? before.consent : agreed(scene, name, terms);
  if (before !== null && !same) scene.finally(() => refuseWhileUsed(scene, before, false));
  const keyVault: KeyVault = { name, url, credential, consent, linkedAt: scene.now, linkedBy: scene.actor.name };
  scene.environment = { ...scene.environment, keyVault };
  return outcomeOf(address, before === null ? 'created' : 'updated', fields);
}

/** Takes the link away, unless a connection needs it. */
export async function keyVaultUnlink(scene: Scene): Promise<Outcome> {
  const before = scene.environment.keyVault ?? null;
  if (before === null) throw problem('keyvault.not_linked', {});
  scene.environment = { ...scene.environment, keyVault: null };
  scene.finally(() => refuseWhileUsed(scene, before, true));
  return outcomeOf(before, 'removed', ['url']);
}

function agreed(scene: Scene, vault: string, terms: string | undefined): KeyVault['consent'] {
  const version = currentTerms();
  if (terms === undefined) {
    const missing = [
      { input: 'terms', flag: `--accept-terms ${version}`, help: 'the agreement that the vault is listed and read' },
    ];
    throw problem('consent.needed', { version, imports: false, vault }, { missing, terms: version });
  }
  if (!termsVersions.includes(terms)) throw problem('consent.unknown_version', { given: terms, version });
  if (terms !== version) scene.warn(warning('older-terms', { given: terms, current: version }));
  return { version: terms, by: scene.actor.name, at: scene.now };
}

/** R27, judged as things are after the list, so that what a later change lets go does not count. */
export async function refuseWhileUsed(
  scene: Scene,
  { name, url }: KeyVault,
  unlinking: boolean,
  counts: (connection: Connection) => boolean = () => true,
): Promise<void> {
  if (scene.environment.keyVault?.url === url) return;
  await scene.work.verify('connection');
  await scene.work.where('connection', '1 = 1');
  const takes = ({ secrets }: Connection) => Object.values(secrets).some(({ source }) => source === 'keyvault');
  const connections = scene.work.inHand('connection', (it) => takes(it) && counts(it)).length;
  if (connections > 0) throw problem('keyvault.in_use', { vault: name, connections, unlinking });
}

function outcomeOf({ name, url }: { name: string; url: string }, result: Outcome['result'], fields: string[] = []) {
  return { kind: 'keyvault' as const, id: url, name, result, revision: null, fields };
}
