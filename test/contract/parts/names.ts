import { describe, expect, test } from '@jest/globals';
import type { Environment } from '../../../src/model/environment.ts';
import type { NamedKind, NameFilter } from '../../../src/model/query.ts';
import { addDrop, addExport, addUser, apply, everything, type Open, refused, type Stage, stages } from '../stage.ts';

const kinds: readonly NamedKind[] = ['connection', 'export', 'enrichment', 'user', 'type'];
const ownType = {
  id: 'own-crm',
  label: 'Own CRM',
  purpose: 'export',
  summary: 'A service of our own',
  fields: { host: { kind: 'text', label: 'Host', help: 'Where it is', target: true } },
};

async function namesOf(door: Environment, filter: Partial<NameFilter>): Promise<readonly string[]> {
  const { items } = await door.query('names', { kind: 'connection', startsWith: '', limit: 200, ...filter });
  return items.map(({ name }) => name);
}

/** What the list of a kind shows, or nothing where there is none for the actor. */
async function listed(door: Environment, kind: NamedKind): Promise<readonly object[]> {
  try {
    if (kind === 'type')
      return (await door.query('type.list', {})).items.map(({ id, label }) => ({
        name: id,
        displayName: label,
        type: null,
      }));
    if (kind === 'token')
      return (await door.query('token.list', {})).items.map(({ id, displayName }) => ({
        name: id,
        displayName,
        type: null,
      }));
    const { items } = await door.query(`${kind}.list`, {});
    return items.map((item) => {
      const { name, displayName } = item;
      return { name, displayName, type: 'type' in item ? item.type : null };
    });
  } catch {
    return [];
  }
}

export function describeNames(open: Open): void {
  const { furnished } = stages(open);
  const doors = ({ admin, ana, bob, viewer, auditor, runner }: Stage) => ({ admin, ana, bob, viewer, auditor, runner });

  describe('names for whoever is typing', () => {
    test('R12 D5 D15 are those that the list of their kind shows to the same person, and no others', async () => {
      const stage = await furnished();
      await apply(stage.admin, { change: 'type.add', declaration: ownType });
      let several = 0;

      for (const [who, door] of Object.entries(doors(stage))) {
        for (const kind of kinds) {
          const { items } = await door.query('names', { kind, startsWith: '', limit: 200 });
          expect({ who, kind, items }).toEqual({ who, kind, items: await listed(door, kind) });
          several += items.length > 0 ? 1 : 0;
        }
      }
      expect(several).toBeGreaterThan(kinds.length);
    });

    test('R12 a beginning, a type or a connection narrows them and never shows more', async () => {
      const { admin, ana, viewer } = await furnished();

      expect(await namesOf(admin, { startsWith: 'd' })).toEqual(['drop']);
      expect(await namesOf(ana, { startsWith: 'd' })).toEqual([]);
      expect(await namesOf(admin, { type: 'sftp' })).toEqual(['drop', 'named', 'shared']);
      expect(await namesOf(ana, { type: 'sftp' })).toEqual(['named', 'shared']);
      expect(await namesOf(ana, { type: 'sftp', startsWith: 's' })).toEqual(['shared']);
      expect(await namesOf(viewer, { type: 'sftp' })).toEqual([]);
    });

    test('of exports and enrichments are, for a connection, those that its list shows', async () => {
      const stage = await furnished();

      for (const door of [stage.admin, stage.ana, stage.viewer]) {
        for (const connection of ['drop', 'shared', 'leads', 'models', 'absent']) {
          for (const kind of ['export', 'enrichment'] as const) {
            const shown = await door.query(`${kind}.list`, { connection }).then(
              ({ items }) => items.map(({ name }) => name),
              () => [],
            );
            expect(await namesOf(door, { kind, connection })).toEqual(shown);
          }
        }
      }
      expect(await namesOf(stage.admin, { kind: 'export', connection: 'drop' })).toEqual(['nightly']);
    });

    test('of users can be those with one role', async () => {
      const { admin, ana } = await furnished();

      expect(await namesOf(admin, { kind: 'user', role: 'contributor' })).toEqual(['ana', 'bob']);
      expect(await namesOf(admin, { kind: 'user', role: 'contributor', startsWith: 'b' })).toEqual(['bob']);
      expect(await namesOf(ana, { kind: 'user', role: 'contributor' })).toEqual([]);
    });

    test('begin exactly like what is typed: nothing in it stands for something else', async () => {
      const { admin } = await furnished();
      await apply(admin, addUser('Zoë', 'viewer'), addUser('contoso\\zed', 'viewer'), addUser('a_b', 'viewer'));

      expect(await namesOf(admin, { kind: 'user', startsWith: 'a_' })).toEqual(['a_b']);
      expect(await namesOf(admin, { kind: 'user', startsWith: 'Zo' })).toEqual(['Zoë']);
      expect(await namesOf(admin, { kind: 'user', startsWith: 'zo' })).toEqual([]);
      expect(await namesOf(admin, { kind: 'user', startsWith: 'contoso\\' })).toEqual(['contoso\\zed']);
      expect(await namesOf(admin, { kind: 'user', startsWith: '%' })).toEqual([]);
      expect(await namesOf(admin, { startsWith: "' OR 1=1 --" })).toEqual([]);
    });

    test('that are too many to show still begin with no more in common than all of them', async () => {
      const { admin } = await furnished();
      await apply(admin, ...['one', 'ten', 'two'].map((name) => addDrop(`Retail ${name}`, { name: `retail-${name}` })));

      expect(await namesOf(admin, { startsWith: 'retail-', limit: 3 })).toEqual([
        'retail-one',
        'retail-ten',
        'retail-two',
      ]);
      expect(await namesOf(admin, { startsWith: 'retail-', limit: 2 })).toEqual(['retail-one', 'retail-two']);
      expect(await namesOf(admin, { startsWith: 'retail-', limit: -1 })).toEqual(['retail-one', 'retail-two']);
    });

    test('that are gone or renamed are not among them', async () => {
      const { admin } = await furnished();
      await apply(admin, addExport('Brief', 'shared'), { change: 'export.remove', dependent: 'brief' });
      await apply(admin, { change: 'connection.rename', connection: 'drop', name: 'left' });

      expect(await namesOf(admin, { kind: 'export', startsWith: 'b' })).toEqual([]);
      expect(await namesOf(admin, { startsWith: 'drop' })).toEqual([]);
      expect(await namesOf(admin, { startsWith: 'le' })).toEqual(['leads', 'left']);
    });

    test('asked for leave nothing behind, not even a refusal: nothing was tried', async () => {
      const stage = await furnished();
      const before = await everything(stage.admin);

      for (const door of Object.values(doors(stage))) for (const kind of kinds) await namesOf(door, { kind });

      expect(await everything(stage.admin)).toEqual(before);
    });

    test('are not for those who are nobody here', async () => {
      const { world } = await furnished();

      await refused(world.as('nobody').query('names', { kind: 'type', startsWith: '', limit: 9 }), 'identity.unknown');
      await refused(world.as('ana', 'bob').query('names', { kind: 'type', startsWith: '', limit: 9 }), 'forbidden');
    });
  });
}
