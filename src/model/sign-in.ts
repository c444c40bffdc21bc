import type { ConnectionType } from '../fields/connection-type.ts';

/** Until when a sign-in of this moment holds, as the service's documentation tells; nothing where it tells nothing. */
export function signInEnd({ signsInAt }: Pick<ConnectionType, 'signsInAt'>, at: string): string | null {
  const lasts = typeof signsInAt === 'object' ? signsInAt.lasts : undefined;
  return lasts === undefined ? null : after(at, lasts.days);
}

/** A moment some days after another one. */
export function after(at: string, days: number): string {
  return new Date(Date.parse(at) + Math.round(days * 86_400_000)).toISOString();
}

/** A sign-in that has ended or is about to. */
export interface EndingSignIn {
  readonly name: string;
  readonly expiresAt: string;
  readonly ended: boolean;
}

/** The sign-ins that have ended or end within some days, the first to end first. */
export function endingSignIns(
  connections: readonly { readonly name: string; readonly signInExpiresAt: string | null }[],
  now: string,
  days: number,
): readonly EndingSignIn[] {
  const until = after(now, days);
  return connections
    .flatMap(({ name, signInExpiresAt: expiresAt }) =>
      expiresAt === null || expiresAt > until ? [] : [{ name, expiresAt, ended: expiresAt <= now }],
    )
    .sort((one, other) => (one.expiresAt < other.expiresAt ? -1 : 1));
}
