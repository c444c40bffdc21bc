import { block } from './block.ts';
import { type Paint, plain } from './paint.ts';
import { moment } from './relative-time.ts';

interface WhoAmI {
  readonly user: string;
  readonly role: string;
  readonly environment: string;
  /** The administrator behind `--as` (D19). */
  readonly onBehalf?: string | null;
  readonly token?: { readonly id: string; readonly expiresAt: string };
}

/** Who a command acts as, and where. */
export function text(data: WhoAmI, _paint: Paint = plain, columns?: number): string {
  return block(
    [
      ['user', data.user],
      ['role', data.role],
      ['environment', data.environment],
      ['really', data.onBehalf ?? null],
      ['token', data.token === undefined ? null : `${data.token.id}, until ${moment(data.token.expiresAt)}`],
    ],
    columns,
  );
}
