import { lookup } from 'node:dns/promises';
import { connect, type Socket } from 'node:net';
import { testFinding } from '../../kernel/test-finding.ts';
import { ended, type Stages, within } from './stages.ts';

/** Where a test goes, and until when. */
export interface Line {
  readonly host: string;
  readonly port: number;
  readonly signal: AbortSignal;
  readonly seconds: number;
  readonly stages: Stages;
}

/** Looks a name up and connects to what it stands for. The caller ends the socket. */
export async function reach({ host, port, signal, seconds, stages }: Line, shown = host): Promise<Socket> {
  const address = await stages.during('name lookup', () =>
    within(signal, 'name lookup', shown, seconds, lookedUp(host, shown)),
  );
  return stages.during('reach', () => {
    const socket = connect({ host: address, port });
    const opened = new Promise<Socket>((resolve, reject) => {
      socket.once('connect', () => resolve(socket));
      socket.on('error', (error) =>
        reject(ended('reach', 'inconclusive', testFinding('unreachable', { host: shown, port, code: codeOf(error) }))),
      );
    });
    return within(signal, 'reach', shown, seconds, opened).catch((error: unknown) => {
      socket.destroy();
      throw error;
    });
  });
}

async function lookedUp(host: string, shown: string): Promise<string> {
  try {
    return (await lookup(host)).address;
  } catch {
    throw ended('name lookup', 'inconclusive', testFinding('unknown-host', { host: shown }));
  }
}

/** The engine's code of an error, and never its message, which can quote what was sent. */
export function codeOf(error: unknown): string {
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && /^[A-Z][A-Z0-9_]{1,60}$/.test(code) ? code : 'no reason told';
}
