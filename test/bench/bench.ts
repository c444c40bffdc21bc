// `npm run bench [-- SECTION...] [--quick]`: prints how cinch compares with the bars of the design. No test: it always ends with 0.
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { arch, cpus, release, tmpdir, totalmem, type } from 'node:os';
import { join } from 'node:path';
import { api } from './api.ts';
import { apply } from './apply.ts';
import { type Finding, type Left, table } from './finding.ts';
import { manifest } from './manifest.ts';
import { memory } from './memory.ts';
import { createPlace, type Place, root } from './place.ts';
import { scale } from './scale.ts';
import { start } from './start.ts';
import { sync } from './sync.ts';

type Section = (place: Place) => Promise<readonly (Finding | Left)[]>;

const sections: { readonly [name: string]: Section } = { start, scale, apply, manifest, memory, api, sync };
const seed = 20_261_101;

const built = join(root, 'dist', 'main.js');

const words = process.argv.slice(2);
const quick = words.includes('--quick');
const asked = words.filter((word) => !word.startsWith('-'));
const unknown = asked.filter((name) => !(name in sections));
const chosen = Object.entries(sections).filter(([name]) => asked.length === 0 || asked.includes(name));

if (unknown.length > 0) say(`there is no section ${unknown.join(', ')}; there are ${Object.keys(sections).join(', ')}`);
else if (!existsSync(built)) say('there is no dist/; first: npm run build');
else await bench();

async function bench(): Promise<void> {
  if (changedSince(statSync(built).mtimeMs)) say('dist/ is older than src/; what is measured is the older one');
  const folder = mkdtempSync(join(tmpdir(), 'cinch-bench-'));
  const found: [string, readonly (Finding | Left)[]][] = [];
  try {
    const place = createPlace({ folder, seed, quick, say });
    for (const [name, section] of chosen) {
      say(`${name} ...`);
      found.push([name, await section(place).catch((error: Error) => [{ what: 'all of it', left: error.message }])]);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const [cpu] = cpus();
  const memoryGb = Math.round(totalmem() / 2 ** 30);
  process.stdout.write(
    [
      `machine: ${cpus().length} x ${cpu?.model.trim()}, ${memoryGb} GB, ${type()} ${release()} ${arch()}, Node ${process.versions.node}\n`,
      `seed: ${seed}${quick ? ', quick: fewer turns than the bars ask for' : ''}\n\n`,
      table(found),
    ].join(''),
  );
}

function changedSince(moment: number): boolean {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' });
  return files.some((file) => statSync(join(root, 'src', file)).mtimeMs > moment);
}

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}
