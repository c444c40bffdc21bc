import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makePlan } from '../../src/plan/declared/make-plan.ts';
import { carriedOut, manifestOf, planningOf, type Written } from '../support/manifests.ts';
import { door } from './door.ts';
import type { Finding, Left } from './finding.ts';
import type { Place } from './place.ts';
import { installed, live } from './program.ts';
import { inTurn } from './ratio.ts';
import { emptyStore } from './store.ts';

/** How planning grows with what is planned, and what a second run costs beside the first. */
export async function manifest(place: Place): Promise<readonly (Finding | Left)[]> {
  const turns = place.quick ? 1 : 5;
  const small = await world(place, 10_000);
  const large = await world(place, 100_000);
  let most = 0;
  const again = await inTurn(turns, small.plan, async (turn) => (await world(place, 10_000, `first-${turn}`)).took);
  const growth = await inTurn(
    turns,
    async () => {
      const took = await large.plan();
      most = Math.max(most, process.memoryUsage().rss);
      return took;
    },
    small.plan,
  );
  return [
    { what: 'a second run of 10,000', against: 'the first', ratio: again },
    { what: `a plan over 100,000 (${Math.round(most / 2 ** 20)} MB)`, against: 'over 10,000', ratio: growth },
    await besideRclone(place),
  ];
}

/** Setting up as many connections with one file as another tool does with as many runs. */
async function besideRclone(place: Place): Promise<Finding | Left> {
  const count = place.quick ? 100 : 1_000;
  const what = `${count.toLocaleString('en')} connections by one apply`;
  const rclone = installed('rclone');
  if (rclone === undefined) return { what, left: 'rclone is not installed' };
  const names = Array.from({ length: count }, (_, at) => `drop-${at}`);
  const settings = { hostname: 'sftp.partner.example', username: 'svc' };
  const secrets = { password: { fromEnv: 'PASSWORD' } };
  const entry = { type: 'sftp', settings, secrets, terms: '2026-11' };
  const file = join(place.folder, 'thousand.json');
  writeFileSync(
    file,
    JSON.stringify({ id: 'retail', connections: Object.fromEntries(names.map((name) => [name, entry])) }),
  );
  const ours = ({ folder, name }: { readonly folder: string; readonly name: string }) => {
    const home = place.homeIn(join(folder, name), { PASSWORD: 'x', CINCH_KEY_FILE: join(folder, `${name}.key`) });
    live(home('environment', 'add', 'local'), 'pipe');
    live(home('environment', 'edit', 'local', '--secret-storage', 'key-file'), 'pipe');
    return live(home('apply', '-f', file, '--yes'), 'pipe');
  };
  const theirs = (config: string) => {
    const start = performance.now();
    for (const name of names) {
      const given = ['host=sftp.partner.example', 'user=svc', 'pass=x', '--obscure', '--non-interactive'];
      const args = ['--config', config, 'config', 'create', name, 'sftp', ...given];
      live({ file: rclone, args, env: place.bare.env }, 'pipe');
    }
    return performance.now() - start;
  };
  const ratio = await inTurn(
    place.quick ? 1 : 3,
    (turn) => ours({ folder: place.folder, name: `apply-${turn}` }),
    (turn) => theirs(join(place.folder, `rclone-${turn}.conf`)),
  );
  return { what, against: `${count.toLocaleString('en')} runs of rclone config create`, ratio };
}

/** An environment in which a manifest of so many things was applied; how long that took, and a plan of the same. */
async function world({ folder }: Place, things: number, name = `${things}`) {
  const path = join(folder, `manifest-${name}.db`);
  await emptyStore(path);
  const stated = manifestOf(written(things));
  const environment = door(path);
  const plan = async () => {
    const start = performance.now();
    makePlan(await planningOf(environment, stated));
    return performance.now() - start;
  };
  const start = performance.now();
  await carriedOut(environment, makePlan(await planningOf(environment, stated)));
  return { took: performance.now() - start, plan };
}

// As many exports as connections, one on each.
function written(things: number): Written {
  const names = Array.from({ length: things / 2 }, (_, at) => `news-${at}`);
  return {
    id: 'retail',
    connections: Object.fromEntries(names.map((name) => [name, { type: 'mailchimp', terms: '2026-11' }])),
    exports: Object.fromEntries(names.map((name) => [`of-${name}`, { connection: name }])),
  };
}
