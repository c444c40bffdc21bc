import type { ShareWord } from '../../model/change.ts';
import type { SharedWithNames } from '../../model/query.ts';

/** Who may use a connection besides administrators, as `--share` has it. */
export function shareWords(sharedWith: SharedWithNames): readonly ShareWord[] {
  if (typeof sharedWith !== 'string') return sharedWith.map((name) => `user:${name}`);
  return sharedWith === 'administrators' ? [] : [sharedWith];
}

/** The other way round, users by name; whether they exist is for the service to say. */
export function sharedWithOf(words: readonly ShareWord[]): SharedWithNames {
  if (words.includes('contributors')) return 'contributors';
  const users = words.filter((word) => word.startsWith('user:')).map((word) => word.slice('user:'.length));
  return users.length === 0 ? 'administrators' : users;
}

/** Whether two answers say the same. */
export function sameShareWords(one: readonly ShareWord[], other: readonly ShareWord[]): boolean {
  const tidy = (words: readonly ShareWord[]) => shareWords(sharedWithOf(words)).toSorted().join();
  return tidy(one) === tidy(other);
}
