/** Who may use an export connection: administrators only (R10), every contributor, or named users by id (R15). */
export type SharedWith = 'administrators' | 'contributors' | readonly string[];

/** Whether two answers to "who may use it" are the same. */
export function sameSharing(one: SharedWith, other: SharedWith): boolean {
  if (typeof one === 'string' || typeof other === 'string') return one === other;
  return one.length === other.length && one.every((user) => other.includes(user));
}

/** Whether someone who could use it no longer can. */
export function narrows(before: SharedWith, after: SharedWith): boolean {
  if (before === 'administrators' || after === 'contributors') return false;
  if (typeof before === 'string' || typeof after === 'string') return true;
  return before.some((user) => !after.includes(user));
}

/** What is left when users are added: everyone stays everyone (R10, R15). */
export function withUsers(shared: SharedWith, users: readonly string[]): SharedWith {
  if (shared === 'contributors') return shared;
  const named = shared === 'administrators' ? [] : shared;
  return tidy([...named, ...users]);
}

/** What is left when named users go; nobody left means administrators only. */
export function withoutUsers(shared: SharedWith, users: readonly string[]): SharedWith {
  return typeof shared === 'string' ? shared : tidy(shared.filter((user) => !users.includes(user)));
}

function tidy(users: readonly string[]): SharedWith {
  const unique = [...new Set(users)].sort();
  return unique.length === 0 ? 'administrators' : unique;
}
