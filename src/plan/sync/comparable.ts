import { canonical } from '../../kernel/canonical.ts';
import { withoutUsers } from '../../model/sharing.ts';
import type { SyncContents, SyncKind, SyncSecret } from '../../model/sync.ts';

export type AnyContent = SyncContents[SyncKind];

/** A content with whatever kind it is of, as far as the compiler can hold the two together. */
export type Kinded = { readonly [K in SyncKind]: { readonly kind: K; readonly content: SyncContents[K] } }[SyncKind];

/** Keys of users and exports that are to be there no longer: nothing that is compared or written names them. */
export type Gone = ReadonlySet<string>;

/** A content in order: what is a set is sorted, and what is gone is named no longer. The same object where it is so already. */
export function tidied({ kind, content }: Kinded, gone: Gone): AnyContent {
  if (kind === 'connection') {
    const { sharedWith } = content;
    if (typeof sharedWith === 'string') return content;
    return {
      ...content,
      sharedWith: withoutUsers(
        sharedWith,
        sharedWith.filter((id) => gone.has(`user/${id}`)),
      ),
    };
  }
  if (kind === 'user') {
    if (content.exports === null) return content;
    const exports = [...new Set(content.exports)].filter((id) => !gone.has(`export/${id}`)).sort();
    return { ...content, exports: exports.length === 0 ? null : exports };
  }
  return content;
}

/**
 * A content as text that is the same where there is nothing to bring over. Stored secrets and holes count as the same
 * unless secrets go along; what a sign-in left belongs to its refresh token. `aside` is what follows from other changes
 * and is no reason to ask anybody: without it, two contents that differ in nothing else are the same.
 */
export function comparable(it: Kinded, { withSecrets, aside }: Comparing): string {
  return canonical(stripped(it, withSecrets, aside));
}

export interface Comparing {
  readonly withSecrets: boolean;
  readonly aside: boolean;
}

function stripped({ kind, content }: Kinded, withSecrets: boolean, aside: boolean): object {
  switch (kind) {
    case 'environment':
    case 'type':
      return content;
    case 'user':
      return { ...content, manifest: ownerOf(content, aside) };
    case 'connection': {
      const { signIn: _, ...rest } = content;
      const secrets = Object.fromEntries(
        Object.entries(content.secrets).map(([field, secret]) => [field, comparableSecret(secret, withSecrets)]),
      );
      return { ...rest, secrets, manifest: ownerOf(content, aside) };
    }
    case 'export':
    case 'enrichment': {
      const { lastConnection, scheduledAt, ...rest } = content;
      return { ...rest, ...(aside ? { lastConnection, scheduledAt } : {}), manifest: ownerOf(content, aside) };
    }
  }
}

function comparableSecret(secret: SyncSecret, withSecrets: boolean): object | string {
  if (secret.source === 'keyvault' || withSecrets) return secret;
  return 'kept where it is';
}

function ownerOf({ manifest }: { readonly manifest: SyncContents['user']['manifest'] }, aside: boolean) {
  return aside ? manifest : (manifest?.id ?? null);
}

/**
 * A content whose holes count as what was agreed on there, or as what the other side has: not to have a secret is no
 * change of it.
 */
export function filled<C extends AnyContent>(content: C, ...others: readonly (AnyContent | null | undefined)[]): C {
  if (!('secrets' in content)) return content;
  const { secrets } = content;
  if (!Object.values(secrets).some(({ source }) => source === 'missing')) return content;
  const found = (field: string): SyncSecret | undefined => {
    for (const other of others) {
      const secret = other && 'secrets' in other ? other.secrets[field] : undefined;
      if (secret !== undefined && secret.source !== 'missing') return secret;
    }
    return undefined;
  };
  return {
    ...content,
    secrets: Object.fromEntries(
      Object.entries(secrets).map(([field, secret]) => [
        field,
        secret.source === 'missing' ? (found(field) ?? secret) : secret,
      ]),
    ),
  };
}

/** A content with those of its secrets alone that another version has as well. */
export function withCommonSecrets(content: AnyContent, other: AnyContent): AnyContent {
  if (!('secrets' in content && 'secrets' in other)) return content;
  const isCommon = ([field, secret]: [string, SyncSecret]) =>
    canonical(secret) === canonical(other.secrets[field] ?? null);
  return { ...content, secrets: Object.fromEntries(Object.entries(content.secrets).filter(isCommon)) };
}
