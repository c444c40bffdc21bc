import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { createSealing } from '../../src/adapters/sealing/sealing.ts';
import { createSqlite } from '../../src/adapters/sqlite/create.ts';
import { openSqlite } from '../../src/adapters/sqlite/driver.ts';
import { systemClock } from '../../src/adapters/system/clock.ts';
import { createDigest } from '../../src/adapters/system/digest.ts';
import { newId } from '../../src/adapters/system/new-id.ts';
import type { Change } from '../../src/model/change.ts';
import type { Environment } from '../../src/model/environment.ts';
import { seedEnvironment } from '../../src/service/seed.ts';
import { createService } from '../../src/service/service.ts';
import { type Cli, createCli } from './cli.ts';

/** Whoever runs the tests: the first administrator of what they make (D11). */
export const { username: self } = userInfo();

export interface Prepared extends Cli {
  /** The door to its environment, without the command line in between. */
  readonly door: Environment;
  /** Everything that its runs printed so far. */
  readonly printed: () => string;
  /** Every byte that lies in its home, read as text. */
  readonly kept: () => string;
}

export interface About {
  readonly tenant?: string;
  readonly production?: boolean;
  /** What runs the program there. */
  readonly cli?: Cli;
}

/** A home with an environment `local` that holds what these changes make, so that a test begins with many things at once. */
export async function prepared(
  changes: readonly Change[],
  { tenant, production = false, cli = createCli() }: About = {},
): Promise<Prepared> {
  const folder = join(cli.home, 'environments');
  const path = join(folder, 'local.db');
  const digest = createDigest();
  const seed = { displayName: 'local', production, tenant: tenant ?? null, account: self };
  mkdirSync(folder, { mode: 0o700 });
  await createSqlite(path, `${path}.draft`, (driver) =>
    seedEnvironment(driver, seed, { clock: systemClock, newId, digest }),
  );
  const env = { CINCH_KEY_FILE: join(cli.home, 'key') };
  const sealing = createSealing({ env, askPassphrase: async () => undefined });
  const ports = { driver: openSqlite({ path }), digest, clock: systemClock, newId, sealing };
  const door = createService({ ...ports, caller: { kind: 'account', name: self } });
  if (changes.length > 0) await door.apply(changes);
  const outputs: string[] = [];
  const run: Cli = Object.assign(
    async (...[argv, options]: Parameters<Cli>) => {
      const ran = await cli(argv, options);
      outputs.push(ran.stdout, ran.stderr);
      return ran;
    },
    {
      home: cli.home,
      async ok(...[argv, options]: Parameters<Cli>) {
        const ran = await run(argv, options);
        if (ran.exit !== 0)
          throw new Error(`cinch ${argv.join(' ')} ended with ${ran.exit}\n${ran.stdout}${ran.stderr}`);
        return ran;
      },
      remove() {
        void door.close();
        cli.remove();
      },
    },
  );
  const files = () => readdirSync(cli.home, { recursive: true, withFileTypes: true }).filter((it) => it.isFile());
  const kept = () =>
    files()
      .map((it) => readFileSync(join(it.parentPath, it.name), 'latin1'))
      .join('\n');
  return Object.assign(run, { door, printed: () => outputs.join('\n'), kept });
}
