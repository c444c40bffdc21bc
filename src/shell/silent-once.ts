import { isProblem, type Problem } from '../kernel/problem.ts';
import type { Vault } from '../kernel/vault.ts';

/** The vault, which is waited for once: where it said nothing in its time, whoever asks in the same run hears that at once. */
export function silentOnce(vault: Vault): Vault {
  let silent: Problem | undefined;
  const asked = async <T>(work: () => Promise<T>): Promise<T> => {
    if (silent !== undefined) throw silent;
    try {
      return await work();
    } catch (error) {
      if (isProblem(error) && error.code === 'keyvault.silent') silent = error;
      throw error;
    }
  };
  return {
    list: () => asked(() => vault.list()),
    look: (name, version) => asked(() => vault.look(name, version)),
    read: (name, version) => asked(() => vault.read(name, version)),
  };
}
