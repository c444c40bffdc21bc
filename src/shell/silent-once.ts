import { isProblem, type Problem } from '../kernel/problem.ts';
import type { Vault } from '../kernel/vault.ts';

/**
 * The vault, whose values are waited for once: where it said nothing in its time, the rest of the run hears that at once. A
 * person who is asked to choose may mend it meanwhile, so that lists and looks try again.
 */
export function silentOnce(vault: Vault): Vault {
  let silent: Problem | undefined;
  return {
    ...vault,
    async read(name, version) {
      if (silent !== undefined) throw silent;
      try {
        return await vault.read(name, version);
      } catch (error) {
        if (isProblem(error) && error.code === 'keyvault.silent') silent = error;
        throw error;
      }
    },
  };
}
