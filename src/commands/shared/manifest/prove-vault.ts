import type { Change } from '../../../model/change.ts';
import type { Environment } from '../../../model/environment.ts';
import { vaultAddress } from '../../../model/key-vault.ts';
import type { Context } from '../../context.ts';
import { lookAtReferences, referencesOf } from '../judge-references.ts';
import { refuseForRole } from '../refuse-for-role.ts';

/**
 * Asks the key vault before anything is written: one that is to be linked lists its secrets once, and every secret that
 * changes refer to has to be there and usable, in the vault that is linked when they are done.
 */
export async function proveVault(
  context: Context,
  environment: Environment,
  changes: readonly Change[],
): Promise<void> {
  const link = changes.find((it) => it.change === 'keyvault.link');
  const references = referencesOf(changes);
  const [first] = changes;
  if (first === undefined || (link === undefined && references.length === 0)) return;
  await refuseForRole(context, link ?? first);
  const linked = link ?? (await environment.query('keyvault.show', {}));
  const vault = await context.vault({ url: linked.url, credential: linked.credential });
  const name = vaultAddress(linked.url)?.name ?? linked.url;
  if (link !== undefined) {
    const { length } = await context.progress.during('vault', vault.list());
    context.io.note(`${name} lists ${length === 1 ? '1 secret' : `${length} secrets`}`);
  }
  await lookAtReferences(context, references, { vault, name });
}
