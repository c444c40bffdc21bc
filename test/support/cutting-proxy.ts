import { connect, createServer, type Socket } from 'node:net';

/** A line to a server that breaks at a chosen moment. */
export interface CuttingProxy {
  readonly port: number;
  /** Breaks the line at the next bytes of the client that hold this text: before the server has them, or before it can answer. */
  cutAt(text: string, when: 'before' | 'after'): void;
  /** Resolves when it broke. */
  readonly broken: () => Promise<void>;
  /** Takes lines and passes nothing on, as a network that swallows everything. */
  swallow(): void;
  close(): Promise<void>;
}

export async function openProxy(to: () => number): Promise<CuttingProxy> {
  let cut: { text: string; when: 'before' | 'after' } | undefined;
  let swallowing = false;
  let tell: () => void = () => undefined;
  let broken: Promise<void> = Promise.resolve();
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const line = connect(to(), '127.0.0.1');
    const both = [client, line];
    const end = () => {
      for (const it of both) it.destroy();
    };
    for (const it of both) {
      sockets.add(it);
      it.on('error', end);
      it.on('close', () => {
        sockets.delete(it);
        end();
      });
    }
    let mute = false;
    client.on('data', (bytes) => {
      if (swallowing) return;
      const found = cut !== undefined && bytes.includes(cut.text) ? cut : undefined;
      if (found?.when === 'before') {
        cut = undefined;
        end();
        tell();
        return;
      }
      if (found !== undefined) {
        cut = undefined;
        mute = true;
      }
      line.write(bytes);
    });
    line.on('data', (bytes) => {
      if (swallowing) return;
      if (!mute) {
        client.write(bytes);
        return;
      }
      // The server has answered, so it has done what it was asked; nobody hears of it.
      end();
      tell();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as { port: number }).port,
    cutAt(text, when) {
      cut = { text, when };
      broken = new Promise((resolve) => {
        tell = resolve;
      });
    },
    broken: () => broken,
    swallow() {
      swallowing = true;
    },
    async close() {
      for (const it of sockets) it.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
