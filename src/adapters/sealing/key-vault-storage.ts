import { randomBytes } from 'node:crypto';
import { printable } from '../../kernel/printable.ts';
import { isProblem, type Problem } from '../../kernel/problem.ts';
import { exactBytes } from './exact-bytes.ts';
import { locked, wrongKey } from './locked.ts';
import { keyBytes } from './sealed-text.ts';
import type { VaultKeys, WrappingStorage } from './wrapping.ts';

const untold = 'no key of a key vault was named';

/** The wrapping key lies beside what it wraps, itself wrapped by a key that never leaves its vault: opening takes one request. */
export function keyVaultStorage(keys: VaultKeys | undefined): WrappingStorage {
  return {
    async find(_environmentId, how) {
      if (keys === undefined) throw locked('key-vault', untold);
      const [id = '', sealed] = [how.vaultKey, exactBytes(how.sealed)];
      // What is kept must not choose whom a token is shown to.
      if (!keys.knows(id))
        throw locked('key-vault', `\`${printable(id)}\` wrapped it, which \`--key-vault-key\` does not name`);
      if (sealed === undefined) throw wrongKey('key-vault');
      const key = await keys.unwrap(id, sealed).catch((fault) => {
        throw told(fault) ?? locked('key-vault', (fault as Problem).detail);
      });
      if (key.length !== keyBytes) throw wrongKey('key-vault');
      return { key, with: how };
    },
    async make() {
      if (keys === undefined) return { says: untold };
      const key = randomBytes(keyBytes);
      try {
        const vaultKey = await keys.current();
        const sealed = (await keys.wrap(vaultKey, key)).toString('base64url');
        return { wrapping: { key, with: { vaultKey, sealed } } };
      } catch (fault) {
        const passes = told(fault);
        if (passes !== undefined) throw passes;
        return { says: (fault as Problem).detail };
      }
    },
    isCurrent: async (how) => keys === undefined || how.vaultKey === (await keys.current()),
    forget: async () => {},
  };
}

// What may be over in a moment is told as that; the rest is a key that cannot be used.
function told(fault: unknown): unknown {
  return isProblem(fault) && fault.exit !== 12 ? undefined : fault;
}
