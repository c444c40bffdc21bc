import { printable } from '../kernel/printable.ts';

interface SignedOut {
  readonly environment: string;
  readonly forgotten: boolean;
}

/** What signing out came to. */
export function text({ environment, forgotten }: SignedOut): string {
  const name = printable(environment);
  return forgotten ? `signed out of ${name}\n` : `nothing was kept of a sign-in to ${name}\n`;
}
