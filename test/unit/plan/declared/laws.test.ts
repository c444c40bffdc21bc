import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonical } from '../../../../src/kernel/canonical.ts';
import { isPending, type Plan } from '../../../../src/model/plan.ts';
import { adopted } from '../../../../src/plan/declared/adopted.ts';
import { makePlan } from '../../../../src/plan/declared/make-plan.ts';
import { readManifest } from '../../../../src/plan/manifest/read-manifest.ts';
import { fillTree, readValues, settledValues } from '../../../../src/plan/manifest/values.ts';
import { allTypes, carriedOut, manifestOf, planned, planningOf, treeOf } from '../../../support/manifests.ts';
import { createWorld, type World } from '../../../support/world.ts';
import { manifests, secrets } from './worlds.ts';

const worlds: World[] = [];
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.close();
});
async function open() {
  const world = await createWorld();
  worlds.push(world);
  return world.as();
}
const all = { prune: true, exports: ['disconnect'], enrichments: ['deactivate'], secrets };
const open_ = (plan: Plan) => plan.lines.filter(({ action }) => action !== 'same');

describe('plans over generated worlds', () => {
  test('carried out leave nothing to do, whatever was there before', async () => {
    await fc.assert(
      fc.asyncProperty(manifests, manifests, async (first, second) => {
        const door = await open();
        await carriedOut(door, await planned(door, first, all), secrets);
        const plan = await planned(door, second, all);
        expect(plan.lines.filter(({ action }) => action === 'blocked')).toEqual([]);

        await carriedOut(door, plan, secrets);

        expect(open_(await planned(door, second, all))).toEqual([]);
        expect(open_(await planned(door, second, { secrets }))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  test('are the same bytes in whatever order things are stated and seen, and hold no secret', async () => {
    await fc.assert(
      fc.asyncProperty(manifests, manifests, fc.integer(), async (first, second, seed) => {
        const door = await open();
        await carriedOut(door, await planned(door, first, all), secrets);
        const planning = await planningOf(door, manifestOf(second), all);
        const turned = <T>(things: readonly T[]) =>
          seed % 2 === 0 ? things.toReversed() : [...things.slice(1), ...things.slice(0, 1)];
        const { connections, exports, enrichments, users } = planning.observed;
        const observed = {
          connections: turned(connections),
          exports: turned(exports),
          enrichments: turned(enrichments),
          users: turned(users),
        };
        const shuffled = Object.fromEntries(
          Object.entries(second).map(([key, value]) => [
            key,
            typeof value === 'object' ? Object.fromEntries(turned(Object.entries(value as object))) : value,
          ]),
        );
        const plan = makePlan(planning);

        expect(JSON.stringify(makePlan({ ...planning, observed, manifest: manifestOf(shuffled) }))).toBe(
          JSON.stringify(plan),
        );
        for (const secret of Object.values(secrets)) expect(canonical(plan)).not.toContain(secret);
      }),
      { numRuns: 40 },
    );
  });

  test('touch neither what is locked nor what another owns, and remove nothing that is not theirs', async () => {
    await fc.assert(
      fc.asyncProperty(manifests, manifests, async (first, second) => {
        const door = await open();
        const theirs = { ...first, id: 'platform', exports: {}, enrichments: {}, users: {} };
        await carriedOut(door, await planned(door, { ...theirs, connections: withoutShares(first) }, all), secrets);
        const { connections } = await door.query('connection.list', {}).then(({ items }) => ({ connections: items }));
        const [one] = connections;
        if (one !== undefined) await door.apply([{ change: 'connection.lock', connection: one.name, reason: 'kept' }]);
        const plan = await planned(door, { ...second, connections: unlocking(second) }, all);
        const foreign = new Set(connections.map((it) => ('id' in it ? it.id : '')));
        const subjects = plan.batches
          .flat()
          .flatMap((it) => ('connection' in it && it.change.startsWith('connection.') ? [it.connection] : []));

        expect(subjects.filter((id) => foreign.has(String(id)))).toEqual([]);
        const taken = await planned(door, { ...second, connections: unlocking(second) }, { ...all, takeOver: true });
        const locked = one !== undefined && 'id' in one ? one.id : 'none';
        expect(
          taken.batches
            .flat()
            .filter((it) => 'connection' in it && it.connection === locked && it.change.startsWith('connection.')),
        ).toEqual([]);
        expect(taken.lines.filter(({ action, kind }) => action === 'remove' && kind === 'connection')).toEqual([]);
      }),
      { numRuns: 40 },
    );
  });

  test('remove a connection only after everything on it', async () => {
    await fc.assert(
      fc.asyncProperty(manifests, manifests, async (first, second) => {
        const door = await open();
        await carriedOut(door, await planned(door, first, all), secrets);
        const { batches } = await planned(door, { ...second, connections: {}, exports: {}, enrichments: {} }, all);
        const verbs = batches.flat().map(({ change }) => change);
        const removal = verbs.indexOf('connection.remove');

        const later = verbs.slice(removal < 0 ? verbs.length : removal);
        expect(later.filter((it) => it.endsWith('.remove') && !/^(?:connection|user)/.test(it))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });

  test('of what was adopted are empty, but for whom it belongs to', async () => {
    await fc.assert(
      fc.asyncProperty(manifests, async (first) => {
        const door = await open();
        await carriedOut(door, await planned(door, first, all), secrets);
        const { observed } = await planningOf(door, manifestOf(first), all);
        const { manifest, values } = adopted('taken', { ...observed, users: [] }, allTypes);
        const known = settledValues(readValues(treeOf(values)).values).values;
        const { tree, findings } = fillTree(treeOf(manifest), known);
        const read = readManifest([tree], []);
        expect([findings, read.findings]).toEqual([[], []]);

        const plan = makePlan(await planningOf(door, read.manifest, { takeOver: true }));

        const fields = plan.lines.flatMap((line) => line.fields.map(({ field }) => field));
        expect(fields.filter((field) => field !== 'manifest')).toEqual([]);
        await carriedOut(door, plan);
        expect(isPending(makePlan(await planningOf(door, read.manifest, {})))).toBe(false);
      }),
      { numRuns: 40 },
    );
  });
});

// Sharing names a user, who is not there in these.
function withoutShares(written: { readonly [key: string]: unknown }) {
  const connections = Object.entries(written.connections as Record<string, object>);
  return Object.fromEntries(connections.map(([name, it]) => [name, { ...it, share: undefined }]));
}

function unlocking(written: { readonly [key: string]: unknown }) {
  const connections = Object.entries(written.connections as Record<string, object>);
  return Object.fromEntries(connections.map(([name, it]) => [name, { ...it, lock: undefined }]));
}
