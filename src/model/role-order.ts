import { allowed, mayTry, type Operation } from './policy.ts';
import { type Role, roles } from './user.ts';

const operations = Object.keys(allowed) as Operation[];

/** Whether one role may try nothing that another may not. */
export function isWithin(role: Role, other: Role): boolean {
  return operations.every((operation) => !mayTry(role, operation) || mayTry(other, operation));
}

/** The roles whose rights one role can hand on, the same one included. */
export function rolesWithin(role: Role): readonly Role[] {
  return roles.filter((it) => isWithin(it, role));
}

/** The role that may do what both may, or the most of it: a contributor and an auditor share what a viewer may. Nothing where they share no role's rights. */
export function weaker(one: Role, other: Role): Role | undefined {
  const pair = `${one} ${other}`;
  if (!known.has(pair)) known.set(pair, compared(one, other));
  return known.get(pair);
}

// Every request with a token asks, and the answer never changes.
const known = new Map<string, Role | undefined>();

function compared(one: Role, other: Role): Role | undefined {
  const shared = roles.filter((role) => isWithin(role, one) && isWithin(role, other));
  return shared.find((role) => shared.every((it) => isWithin(it, role)));
}

// Where neither is within the other, whoever may change something comes first.
const strength: readonly Role[] = ['administrator', 'contributor', 'auditor', 'viewer', 'runner'];

/** Sorts the strongest role first. */
export function byStrength(one: { readonly role: Role }, other: { readonly role: Role }): number {
  return strength.indexOf(one.role) - strength.indexOf(other.role);
}
