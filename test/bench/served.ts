import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';

const script = fileURLToPath(new URL('./api-server.ts', import.meta.url));
export const clients = 16;

/** What is sent: nothing to send is a question. */
export type Sent = readonly [path: string, body?: object];

/** A store behind a real port, in a process of its own, beside bare routes to the same one. */
export interface Served {
  readonly apiPort: number;
  readonly barePort: number;
  ask(port: number, sent: Sent): Promise<void>;
  /** The memory that the process holds, in megabytes. */
  memory(): number;
  end(): void;
}

/** Built first: stripping types takes memory and time that requests do not. */
export async function serve(folder: string, store: string): Promise<Served> {
  const built = join(folder, 'api-server.mjs');
  await esbuild.build({
    entryPoints: [script],
    outfile: built,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['@napi-rs/keyring'],
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  const child = spawn(process.execPath, [built, store], { stdio: ['pipe', 'pipe', 'inherit'] });
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const [apiPort = 0, barePort = 0] = await ports(child);
  return {
    apiPort,
    barePort,
    ask: (port, sent) => ask(agent, port, sent),
    memory: () => Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))?.[1]) / 1024,
    end() {
      agent.destroy();
      child.stdin?.end();
    },
  };
}

function ports(child: ChildProcess): Promise<readonly number[]> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', (line) => resolve(JSON.parse(String(line)) as number[]));
    child.once('exit', (code) => reject(new Error(`the server ended with ${code}`)));
  });
}

function ask(agent: Agent, port: number, [path, body]: Sent): Promise<void> {
  const text = body === undefined ? undefined : JSON.stringify(body);
  const headers = {
    authorization: 'Bearer bench',
    ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
  };
  return new Promise((resolve, reject) => {
    const sent = request(
      { agent, host: '127.0.0.1', port, path, method: text === undefined ? 'GET' : 'POST', headers },
      (answer) => {
        answer.resume();
        answer.once('end', () =>
          (answer.statusCode ?? 500) < 300 ? resolve() : reject(new Error(`${path} was answered ${answer.statusCode}`)),
        );
      },
    );
    sent.once('error', reject);
    sent.end(text);
  });
}
