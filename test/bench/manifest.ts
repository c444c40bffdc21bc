import { join } from 'node:path';
import { makePlan } from '../../src/plan/declared/make-plan.ts';
import { carriedOut, manifestOf, planningOf, type Written } from '../support/manifests.ts';
import { door } from './door.ts';
import type { Finding, Left } from './finding.ts';
import type { Place } from './place.ts';
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
    { what: '1,000 connections by one apply', left: 'against 1,000 runs of another tool, which is not installed here' },
  ];
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
