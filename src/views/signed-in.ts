import { block } from './block.ts';
import { type Paint, plain } from './paint.ts';

interface SignedIn {
  readonly environment: string;
  readonly server: string;
  readonly with: string;
  readonly issuer: string | null;
  readonly kept: boolean;
  readonly trouble: string | null;
}

/** What a sign-in to a server came to. */
export function text(data: SignedIn, _paint: Paint = plain, columns?: number): string {
  return block(
    [
      ['environment', data.environment],
      ['server', data.server],
      ['signed in with', data.with],
      ['issuer', data.issuer],
      ['kept', keptIn(data)],
    ],
    columns,
  );
}

function keptIn({ kept, trouble }: SignedIn): string {
  if (kept) return 'in the keychain of the operating system';
  return trouble === null
    ? 'nothing; each run signs in by itself'
    : `nothing, because ${trouble}; each run asks you to sign in`;
}
