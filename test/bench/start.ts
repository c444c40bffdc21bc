import type { Finding, Left } from './finding.ts';
import type { Place } from './place.ts';
import { installed, type Program } from './program.ts';
import { run } from './race.ts';

const bareNode = 'a bare Node start';

/** How long the commands take that people and shells wait for, beside an empty program. */
export async function start(place: Place): Promise<(Finding | Left)[]> {
  const n = place.quick ? 11 : 41;
  const home = await place.home(1_000);
  const against = (what: string, bar: number, ...argv: readonly string[]) => ({
    what,
    bar,
    program: home.cinch(...argv),
  });
  const piped = [
    against('--version', 1.15, '--version'),
    against('a Tab after `connection`', 1.3, '__complete', 'connection', ''),
    against('a Tab for a name of 1,000', 1.3, '__complete', 'connection', 'show', ''),
    against(
      'a Tab for a name that is begun',
      1.3,
      '__complete',
      'connection',
      'show',
      home.names[7]?.slice(0, 7) ?? '',
    ),
    against('a Tab for a flag of a type', 1.3, '__complete', 'connection', 'add', 'sftp', '--'),
    against('--help', 1.5, '--help'),
    against('connection list of 1,000 on a pipe', 1.4, 'connection', 'list'),
  ];
  const ratios = await run(
    piped.map(({ program }) => ({ one: [program], other: [place.bare] })),
    n,
    'pipe',
    place.folder,
  );
  return [
    ...piped.flatMap(({ what, bar }, at) => {
      const ratio = ratios[at];
      return ratio === undefined ? [] : [{ what, against: bareNode, bar, ratio }];
    }),
    await onTerminal(place, home.cinch('connection', 'list'), n),
    ...(await besideGh(place, home.cinch('connection', 'list'), n)),
  ];
}

async function onTerminal(place: Place, list: Program, n: number): Promise<Finding | Left> {
  const what = 'connection list of 1,000 on a terminal';
  try {
    const [ratio] = await run([{ one: [list], other: [place.bare] }], n, 'terminal', place.folder);
    if (ratio !== undefined) return { what, against: `${bareNode} there`, bar: 2.2, ratio };
  } catch (error) {
    place.say((error as Error).message);
  }
  return { what, left: 'no pseudo-terminal here' };
}

async function besideGh(place: Place, list: Program, n: number): Promise<(Finding | Left)[]> {
  const what = 'connection list of 1,000 on a pipe';
  const file = installed('gh');
  if (file === undefined) return [{ what, left: 'gh is not installed' }];
  const gh: Program = { file, args: ['--version'], env: place.bare.env };
  const [ours, theirs] = await run(
    [
      { one: [list], other: [gh] },
      { one: [gh], other: [place.bare] },
    ],
    n,
    'pipe',
    place.folder,
  );
  if (ours === undefined || theirs === undefined) return [];
  return [
    { what, against: 'gh --version', bar: 1, ratio: ours },
    { what: 'gh --version', against: bareNode, ratio: theirs },
  ];
}
