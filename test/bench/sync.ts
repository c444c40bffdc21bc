import { dirname, join } from 'node:path';
import { door } from './door.ts';
import type { Finding } from './finding.ts';
import type { Home, Place } from './place.ts';
import { live } from './program.ts';
import { inTurn } from './ratio.ts';

const changes = 100;

/** What a sync costs by how much there is, where as much was changed: half of it on either side. */
export async function sync(place: Place): Promise<readonly Finding[]> {
  const turns = place.quick ? 1 : 9;
  const small = await copied(place, 250);
  const large = await copied(place, 25_000);
  const growth = await inTurn(
    turns,
    (turn) => synced(large, turn),
    (turn) => synced(small, turn),
  );
  const idle = await inTurn(
    turns,
    () => live(syncOf(large.home), 'pipe'),
    () => live(syncOf(small.home), 'pipe'),
  );
  const first = await inTurn(
    place.quick ? 1 : 3,
    (turn) => firstCopy(large.home, turn),
    () => live(large.home.cinch('environment', 'backup', 'bench', '--to', nextFile(large.home)), 'pipe'),
  );
  return [
    { what: `100,000 records, ${changes} changes`, against: `1,000 records, ${changes} changes`, ratio: growth },
    { what: '100,000 records, nothing changed', against: '1,000 records, nothing changed', ratio: idle },
    { what: 'a first copy of 100,000 records', against: 'a backup of the same', ratio: first },
  ];
}

interface Copied {
  readonly home: Home;
  readonly here: string;
  readonly there: string;
}

// Every connection has three exports: so many connections are four times as many records.
async function copied(place: Place, connections: number): Promise<Copied> {
  const home = place.copyOf(await place.home(connections));
  place.say(`copying ${(connections * 4).toLocaleString('en')} records ...`);
  live(syncOf(home), 'pipe');
  return { home, there: home.path.replace(dirname(home.path), folderOf(home)), here: join(folderOf(home), 'copy.db') };
}

const folderOf = ({ folder }: Home) => join(folder, 'environments');
const syncOf = (home: Home, to = 'copy') => home.cinch('sync', '--from', 'bench', '--to', to, '--yes');

async function synced({ home, here, there }: Copied, turn: number): Promise<number> {
  const names = home.names.slice(0, changes);
  await lockOrUnlock(there, names.slice(0, changes / 2), turn);
  await lockOrUnlock(here, names.slice(changes / 2), turn);
  return live(syncOf(home), 'pipe');
}

async function lockOrUnlock(path: string, names: readonly string[], turn: number): Promise<void> {
  const environment = door(path);
  const lock = names.map((connection) => ({ change: 'connection.lock', connection, reason: `turn ${turn}` }) as const);
  const unlock = names.map((connection) => ({ change: 'connection.unlock', connection }) as const);
  await environment.apply(turn % 2 === 0 ? lock : unlock);
  await environment.close();
}

function firstCopy(home: Home, turn: number): number {
  return live(syncOf(home, `first-${turn}`), 'pipe');
}

let files = 0;
function nextFile({ folder }: Home): string {
  files += 1;
  return join(folder, `backup-${files}.db`);
}
