import { printable } from '../kernel/printable.ts';

interface SignedOut {
  readonly environment: string;
  readonly forgotten: boolean;
  readonly revoked: boolean;
}

/** What signing out came to. */
export function text({ environment, forgotten, revoked }: SignedOut): string {
  const name = printable(environment);
  if (!forgotten) return `nothing was kept of a sign-in to ${name}\n`;
  return `signed out of ${name}${revoked ? ', at its issuer too' : ''}\n`;
}
