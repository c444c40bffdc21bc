import { block } from './block.ts';
import { type Paint, plain } from './paint.ts';

interface ServerMade {
  readonly token: string;
  readonly instanceId: string;
}

/** An instance of a server, with a token that nothing shows again. */
export function text({ token, instanceId }: ServerMade, paint: Paint = plain, columns?: number): string {
  const lines = block(
    [
      ['instance', instanceId],
      ['token', token],
    ],
    columns,
  );
  return `${lines}${paint.dim('the token is shown this once: it administers the instance, for 24 hours at most')}\n`;
}
