import { problem } from '../../kernel/problem.ts';
import {
  type CredentialKind,
  unattendedKinds,
  type VaultKeyAddress,
  vaultKeyAddress,
  vaultSuffixes,
} from '../../model/key-vault.ts';
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
  'key-vault-key': {
    kind: 'many',
    placeholder: 'URL',
    help: 'Key of an Azure Key Vault that seals instead; further ones, and key files, only open',
  },
  'key-vault-credential': { kind: 'text', choices: unattendedKinds, help: 'How to sign in to that key vault' },
} as const satisfies Flags;

interface Given {
  readonly 'database-file': string | undefined;
  readonly 'key-file': readonly string[];
  readonly 'key-vault-key': readonly string[];
  readonly 'key-vault-credential': CredentialKind | undefined;
}

/** The same, as they were given. */
export function keptOf(given: Given): KeptServer {
  const { 'database-file': file, 'key-file': keyFiles, 'key-vault-credential': credential } = given;
  const [first, ...others] = given['key-vault-key'].map(vaultKey);
  together({ 'key-vault-key': first, 'key-vault-credential': credential });
  const keyVault =
    first === undefined || credential === undefined ? undefined : { keys: [first, ...others] as const, credential };
  return { file, keyFiles, keyVault };
}

/** Two flags of which one says nothing without the other. */
export function together(two: { readonly [flag: string]: unknown }): void {
  const missing = Object.entries(two).filter(([, value]) => value === undefined);
  if (missing.length !== 1) return;
  const [flag] = missing[0] as [string, undefined];
  const [other] = Object.keys(two).filter((it) => it !== flag);
  throw problem('usage.flag_value', { flag: `--${other}`, rule: `\`--${flag}\` beside it` });
}

function vaultKey(text: string): VaultKeyAddress {
  const address = vaultKeyAddress(text);
  if (address === undefined) throw problem('keyvault.key_address', { suffixes: vaultSuffixes });
  return address;
}
