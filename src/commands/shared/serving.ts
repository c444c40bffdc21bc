import { problem } from '../../kernel/problem.ts';
import type { Flags } from '../define.ts';
import type { KeptServer } from './served.ts';

/** Where a server keeps what it serves, and what seals its secrets. */
export const keptFlags = {
  'database-file': {
    kind: 'text',
    placeholder: 'FILE',
    completes: 'file',
    help: 'SQLite file, unless `CINCH_DATABASE_URL` names a PostgreSQL database',
  },
  'key-file': {
    kind: 'many',
    placeholder: 'FILE',
    completes: 'file',
    help: 'What seals stored secrets; further ones only open what they sealed before',
  },
  'key-vault-key': { kind: 'text', placeholder: 'URL', help: 'A key in Azure Key Vault that does so instead' },
} as const satisfies Flags;

interface Given {
  readonly 'database-file': string | undefined;
  readonly 'key-file': readonly string[];
  readonly 'key-vault-key': string | undefined;
}

/** The same, as they were given. */
export function keptOf({
  'database-file': file,
  'key-file': keyFiles,
  'key-vault-key': keyVaultKey,
}: Given): KeptServer {
  if (keyFiles.length > 0 && keyVaultKey !== undefined)
    throw problem('usage.flag_value', { flag: '--key-vault-key', rule: 'nothing beside `--key-file`' });
  return { file, keyFiles, keyVaultKey };
}
