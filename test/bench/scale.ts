import type { Finding } from './finding.ts';
import type { Home, Place } from './place.ts';
import type { Program } from './program.ts';
import { run } from './race.ts';

const bar = 1.3;

/** How whole runs at 100,000 connections with 300,000 exports compare with the same runs at 100 with 300. */
export async function scale(place: Place): Promise<Finding[]> {
  const n = place.quick ? 7 : 31;
  const small = await place.home(100);
  const large = await place.home(100_000);
  const looks: [what: string, program: (home: Home) => readonly Program[]][] = [
    ['list a page', (home) => [home.cinch('connection', 'list')]],
    ['show', each('connection', 'show')],
    [
      'a Tab for a name',
      (home) => home.names.slice(0, 100).map((name) => home.cinch('__complete', 'connection', 'show', name)),
    ],
    ['dependents', each('connection', 'dependents')],
    ['remove, dry run', each('connection', 'remove', '--exports', 'disconnect', '--dry-run')],
  ];
  const ratios = await run(
    looks.map(([, programs]) => ({ one: programs(large), other: programs(small) })),
    n,
    'pipe',
    place.folder,
  );
  const removing = (home: Home) => home.names.map((name) => removal(home, name));
  const [removed] = await run(
    [{ one: removing(place.copyOf(large)).slice(0, 100), other: removing(place.copyOf(small)) }],
    n,
    'pipe',
    place.folder,
  );
  return [...looks.map(([what]) => what), 'remove, with its exports disconnected'].flatMap((what, at) => {
    const ratio = at < ratios.length ? ratios[at] : removed;
    return ratio === undefined ? [] : [{ what: `${what}, at 100,000`, against: 'the same at 100', bar, ratio }];
  });
}

/** A run each turn, on another connection each time: what the last one left in memory helps neither side. */
function each(noun: string, verb: string, ...flags: readonly string[]) {
  return (home: Home) => home.names.slice(0, 100).map((name) => home.cinch(noun, verb, name, ...flags));
}

function removal(home: Home, name: string): Program {
  return home.cinch('connection', 'remove', name, '--exports', 'disconnect', '--confirm', name);
}
