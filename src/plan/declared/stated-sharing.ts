import { type Block, block } from '../../kernel/block.ts';
import type { SharedWithNames } from '../../model/query.ts';
import type { Matched } from './piece.ts';

/** Whoever is named and is no contributor, once the plan is done (R15). */
export function shareBlocks({ roles }: Matched, share: readonly string[]): readonly Block[] {
  return share.flatMap((word) => {
    const user = /^user:(.+)$/.exec(word)?.[1];
    if (user === undefined) return [];
    const role = roles.get(user);
    return role === undefined || role === 'contributor' ? [] : [block('not-contributor', { user, role })];
  });
}

/** What words of sharing come to: the widest one wins. */
export function shared(words: readonly string[]): SharedWithNames {
  if (words.includes('contributors')) return 'contributors';
  const users = [
    ...new Set(words.filter((word) => word.startsWith('user:')).map((word) => word.slice('user:'.length))),
  ];
  return users.length === 0 ? 'administrators' : users.sort();
}

/** Sharing as a plan shows it. */
export function shareText(sharing: SharedWithNames): string {
  return typeof sharing === 'string' ? sharing : [...sharing].sort().join(', ');
}

/** Whether two answers to who may use it are the same. */
export function sameText(one: SharedWithNames, other: SharedWithNames): boolean {
  return shareText(one) === shareText(other);
}
