import type { ConnectionStatus } from './connection.ts';

interface Holding {
  readonly status: ConnectionStatus;
  readonly secrets: { readonly [field: string]: { readonly source: string } };
}

/** Secrets that no sync brought along and somebody has to give; what a sign-in leaves behind comes with that. */
export function holesOf({ status, secrets }: Holding): readonly string[] {
  const comes = (field: string) => field === 'refreshToken' && status === 'awaiting sign-in';
  return Object.keys(secrets).filter((field) => secrets[field]?.source === 'missing' && !comes(field));
}
