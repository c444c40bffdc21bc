import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as esbuild from 'esbuild';
import type { Finding } from './finding.ts';
import type { Place } from './place.ts';
import { live, type Program } from './program.ts';
import { inTurn } from './ratio.ts';
import { emptyStore } from './store.ts';

const preload = fileURLToPath(new URL('./peak.cjs', import.meta.url));
const applier = fileURLToPath(new URL('./apply-alone.ts', import.meta.url));

/** The most memory a run ever holds, beside an empty program. */
export async function memory(place: Place): Promise<Finding[]> {
  const usual = await place.home(1_000);
  const large = await place.home(100_000);
  const programs: [what: string, program: Program][] = [
    ['connection list of 1,000', usual.cinch('connection', 'list')],
    ['connection list, a page of 100,000', large.cinch('connection', 'list')],
    ['connection list -o json of 100,000', large.cinch('connection', 'list', '-o', 'json')],
    ['apply of 10,000 changes', await applyAlone(place)],
  ];
  const findings: Finding[] = [];
  for (const [what, program] of programs) {
    let most = 0;
    const one = () => {
      const kilobytes = peakOf(program, place);
      most = Math.max(most, kilobytes);
      return kilobytes;
    };
    const ratio = await inTurn(place.quick ? 1 : 5, one, () => peakOf(place.bare, place));
    findings.push({ what: `${what} (${Math.round(most / 1024)} MB)`, against: 'a bare Node start', ratio });
  }
  return findings;
}

/** Runs a program of Node's with a preload that tells its peak at the end. */
function peakOf({ file, args, env }: Program, { folder }: Place): number {
  const told = join(folder, 'peak.txt');
  live({ file, args: ['--require', preload, ...args], env: { ...env, CINCH_BENCH_PEAK: told } }, 'pipe');
  return Number(readFileSync(told, 'utf8'));
}

// Built first: stripping types takes more memory than the changes do.
async function applyAlone({ folder, bare }: Place): Promise<Program> {
  const [store, script] = [join(folder, 'memory.db'), join(folder, 'apply-alone.mjs')];
  await emptyStore(store);
  const external = ['@napi-rs/keyring'];
  await esbuild.build({
    entryPoints: [applier],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external,
  });
  return { ...bare, args: [script, store] };
}
