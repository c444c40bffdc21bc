import { type ChildProcess, spawn } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Cli, createCli } from './cli.ts';
import { createKeptCli } from './kept-cli.ts';

const launcher = fileURLToPath(new URL('../../bin/cinch.js', import.meta.url));

export interface LogLine {
  readonly event: string;
  readonly level: string;
  readonly [member: string]: unknown;
}

/** `cinch serve` in a process of its own, on a port of the system's choice. */
export interface Server {
  readonly url: string;
  readonly process: ChildProcess;
  readonly lines: () => readonly LogLine[];
  /** Everything it wrote so far. */
  readonly written: () => string;
  /** Resolves once the log holds such a line. */
  until(event: string): Promise<LogLine>;
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

export interface Team {
  /** The home of the server, in which its own commands run. */
  readonly home: Cli;
  readonly token: string;
  readonly instanceId: string;
  serve(argv?: readonly string[], env?: Readonly<Record<string, string>>): Promise<Server>;
  /** A home of its own for a person, with the environment `team` of this server. */
  join(server: Server, env?: Readonly<Record<string, string>>): Promise<Cli>;
  end(): Promise<void>;
}

/** The home instance of a server, with the token that it begins with. */
export async function createTeam(surroundings: Readonly<Record<string, string>> = {}): Promise<Team> {
  const home = createCli();
  const { token, instanceId } = (await home.ok(['serve', 'init', '-o', 'json'], { env: surroundings })).json();
  const servers: Server[] = [];
  const homes: Cli[] = [home];
  return {
    home,
    token,
    instanceId,
    async serve(argv = [], env = {}) {
      const server = await startServer(home, argv, { ...surroundings, ...env });
      servers.push(server);
      return server;
    },
    async join({ url }, env = {}) {
      const cli = createKeptCli();
      homes.push(cli);
      const own = { CINCH_TOKEN: token, ...env };
      await cli.ok(['environment', 'add', 'team', '--url', url, '--instance', instanceId], { env: own });
      const run: Cli = Object.assign(
        (...[line, options]: Parameters<Cli>) => cli(line, { ...options, env: { ...own, ...options?.env } }),
        {
          home: cli.home,
          ok: (...[line, options]: Parameters<Cli['ok']>) =>
            cli.ok(line, { ...options, env: { ...own, ...options?.env } }),
          remove: cli.remove,
        },
      );
      return run;
    },
    async end() {
      for (const server of servers) await server.stop('SIGKILL');
      for (const it of homes) it.remove();
    },
  };
}

function startServer(home: Cli, argv: readonly string[], env: Readonly<Record<string, string>>): Promise<Server> {
  const where = argv.includes('--listen') ? [] : ['--listen', '127.0.0.1:0'];
  const child = spawn(process.execPath, [launcher, 'serve', ...where, ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      HOME: home.home,
      CINCH_HOME: home.home,
      CINCH_KEY_FILE: join(home.home, 'key'),
      NODE_COMPILE_CACHE: join(tmpdir(), 'cinch-test-cache'),
      ...env,
    },
  });
  let [err, all] = ['', ''];
  const waiting: { readonly event: string; readonly done: (line: LogLine) => void }[] = [];
  const lines = () =>
    err
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as LogLine);
  const look = () => {
    for (const wait of [...waiting]) {
      const found = lines().find(({ event }) => event === wait.event);
      if (found === undefined) continue;
      waiting.splice(waiting.indexOf(wait), 1);
      wait.done(found);
    }
  };
  child.stdout.on('data', (bytes) => {
    all += bytes;
  });
  child.stderr.on('data', (bytes) => {
    err += bytes;
    all += bytes;
    if (err.startsWith('{')) look();
  });
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  const until = (event: string) =>
    new Promise<LogLine>((done, reject) => {
      waiting.push({ event, done });
      look();
      void ended.then(() => reject(new Error(`the server ended without ${event}: ${all}`)));
    });
  return until('listening').then(({ url }) => ({
    url: String(url),
    process: child,
    lines,
    written: () => all,
    until,
    stop(signal = 'SIGTERM') {
      child.kill(signal);
      return ended;
    },
  }));
}
