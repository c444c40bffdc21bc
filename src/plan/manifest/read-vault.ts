import { issueOf } from '../../kernel/issues.ts';
import { nearest } from '../../kernel/nearest.ts';
import { type CredentialKind, credentialKinds, vaultAddress, vaultSuffixes } from '../../model/key-vault.ts';
import { readerOf } from './entry.ts';
import type { StatedVault } from './manifest.ts';
import { termsOf } from './read-entries.ts';
import type { Finding, Tree } from './tree.ts';

const keys = ['url', 'credential', 'terms'] as const;

/** The key vault that is stated; nothing where its address is none, which is told. */
export function readVault(tree: Tree, findings: Finding[]): StatedVault | undefined {
  const reader = readerOf(tree, 'vault', keys, findings);
  const url = reader.text('url');
  const credential = reader.text('credential');
  const terms = termsOf(reader);
  const example = 'https://contoso.vault.azure.net';
  if (!reader.has('url')) reader.refuse('', issueOf('missing', 'vault.url', { label: '`url`', example }));
  else if (url !== undefined && vaultAddress(url) === undefined) {
    const says = `\`https://NAME\` before one of ${vaultSuffixes.join(', ')}, and nothing behind it`;
    reader.refuse('url', issueOf('format', 'vault.url', { label: '`url`', says, example }));
  }
  if (credential !== undefined && !isKind(credential)) {
    const meant = { choices: credentialKinds, nearest: nearest(credential, credentialKinds) };
    reader.refuse('credential', issueOf('choice', 'vault.credential', { label: '`credential`', ...meant }));
  }
  if (url === undefined || vaultAddress(url) === undefined) return undefined;
  return {
    url,
    ...(credential !== undefined && isKind(credential) ? { credential } : {}),
    ...(terms === undefined ? {} : { terms }),
  };
}

function isKind(text: string): text is CredentialKind {
  return (credentialKinds as readonly string[]).includes(text);
}
