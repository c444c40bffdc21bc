import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { SharedWithNames } from '../../../src/model/query.ts';
import type { Role } from '../../../src/model/user.ts';
import { type Shared, type SharingVerb, sharingEffect } from '../../../src/plan/sharing-effect.ts';
import { exportOn, newsletter, people } from '../../commands/furniture.ts';
import { createWorld, type World } from '../../support/world.ts';

const user = (name: string, role: Role, displayName = name) => ({ id: `id of ${name}`, name, displayName, role });
const shared = (sharedWith: SharedWithNames, exports = ['nightly']): Shared => ({
  connection: { name: 'news', purpose: 'export', sharedWith },
  exports: exports.map((name) => ({ name, createdBy: 'ana' })),
  users: [
    user('ana', 'administrator'),
    user('chloe', 'contributor'),
    user('carl', 'contributor', 'Carl Smith'),
    user('vic', 'viewer'),
  ],
});

describe('what sharing changes', () => {
  const nothing = { gain: [], lose: [], exports: [] };
  const nightly = [{ name: 'nightly', createdBy: 'ana' }];

  test.each<[string, SharedWithNames, SharingVerb, readonly string[], object]>([
    [
      'R11 all contributors gain every export on it',
      'administrators',
      'share',
      ['contributors'],
      { after: 'contributors', gain: ['chloe', 'carl'], lose: [], exports: nightly },
    ],
    [
      'R15 one by name',
      'administrators',
      'share',
      ['user:carl'],
      { after: ['carl'], gain: ['carl'], lose: [], exports: nightly },
    ],
    [
      'R15 by display name or id',
      'administrators',
      'share',
      ['user:Carl Smith', 'user:id of chloe'],
      { after: ['carl', 'chloe'] },
    ],
    ['those who may already gain nothing', ['chloe'], 'share', ['contributors'], { gain: ['carl'] }],
    ['one who may already', ['carl'], 'share', ['user:carl'], { after: ['carl'], ...nothing }],
    ['one of all', 'contributors', 'share', ['user:carl'], { after: 'contributors', ...nothing }],
    ['R15 nobody but contributors is named', 'administrators', 'share', ['user:vic', 'user:ana', 'user:gone'], nothing],
    [
      'D4 all contributors lose it, and see its exports',
      'contributors',
      'unshare',
      ['contributors'],
      { after: 'administrators', gain: [], lose: ['chloe', 'carl'], exports: nightly },
    ],
    ['D4 one of two', ['carl', 'chloe'], 'unshare', ['user:chloe'], { after: ['carl'], lose: ['chloe'] }],
    ['D4 the last one', ['carl'], 'unshare', ['user:carl'], { after: 'administrators', lose: ['carl'] }],
    ['taking it from nobody', 'administrators', 'unshare', ['contributors'], { after: 'administrators', ...nothing }],
  ])('%s', (_, now, verb, who, effect) => {
    expect(sharingEffect(shared(now), verb, who)).toMatchObject({ administrators: 1, contributors: 2, now, ...effect });
  });

  test('R14 an enrichment connection is used by all anyway', () => {
    const { connection, ...rest } = shared('administrators');
    const leads: Shared = { ...rest, connection: { ...connection, purpose: 'enrichment' } };
    expect(sharingEffect(leads, 'share', ['contributors'])).toMatchObject(nothing);
  });
});

describe('what sharing changes, asked of the door', () => {
  const opened: World[] = [];
  afterEach(async () => {
    for (const world of opened.splice(0)) await world.close();
  });
  const contributors = ['chloe', 'carl'];
  const who = fc.constantFrom(['contributors'], ['user:chloe'], ['user:carl'], ['user:chloe', 'user:carl']);
  const now = fc.constantFrom<readonly string[]>([], ['contributors'], ['user:chloe'], ['user:chloe', 'user:carl']);

  test('R13 D4 exactly those who gain or lose may edit more or less, and exactly those exports', async () => {
    await fc.assert(
      fc.asyncProperty(now, fc.constantFrom('share', 'unshare'), who, async (share, verb, words) => {
        // Naming one of all is refused (R15).
        fc.pre(!(verb === 'unshare' && share[0] === 'contributors' && words[0] !== 'contributors'));
        const world = await createWorld();
        opened.push(world);
        const admin = world.as();
        await admin.apply([
          ...people,
          newsletter('News', { share }),
          newsletter('Other'),
          exportOn('news', 'Nightly'),
          exportOn('other', 'Weekly'),
        ]);
        const editable = async (name: string) =>
          (await world.as(name).query('export.list', {})).items.flatMap((it) =>
            it.permission === 'edit' ? [it.name] : [],
          );
        const before = await Promise.all(contributors.map(editable));
        const connection = (await admin.query('connection.show', { connection: 'news' })) as Shared['connection'];
        const { exports } = await admin.query('connection.dependents', { connection: 'news' });
        const { items: users } = await admin.query('user.list', {});

        const effect = sharingEffect({ connection, exports, users }, verb, words);
        await admin.apply([{ change: `connection.${verb}`, connection: 'news', with: words }]);

        const after = await Promise.all(contributors.map(editable));
        const then = (await admin.query('connection.show', { connection: 'news' })) as Shared['connection'];
        expect([effect.after].flat().toSorted()).toEqual([then.sharedWith].flat().toSorted());
        for (const [at, name] of contributors.entries()) {
          const [more, less] = [minus(after[at], before[at]), minus(before[at], after[at])];
          expect([name, more]).toEqual([name, effect.gain.includes(name) ? effect.exports.map((it) => it.name) : []]);
          expect([name, less]).toEqual([name, effect.lose.includes(name) ? effect.exports.map((it) => it.name) : []]);
        }
      }),
      { numRuns: 20 },
    );
  }, 120_000);
});

function minus(some: readonly string[] = [], others: readonly string[] = []): readonly string[] {
  return some.filter((it) => !others.includes(it));
}
