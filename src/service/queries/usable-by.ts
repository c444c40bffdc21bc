import type { SqlValue } from '../store/driver.ts';

/** The condition for connections that a contributor may use (R12, R14, R15): `mayUse`, as the engine has it. */
export function usableBy(user: string): readonly [string, ...SqlValue[]] {
  return [
    "purpose = 'enrichment' OR (purpose = 'export' AND (shared = 'contributors' OR shared LIKE ?))",
    `users:%${user}%`,
  ];
}
