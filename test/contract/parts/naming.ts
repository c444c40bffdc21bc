import { describe, expect, test } from '@jest/globals';
import { addExport, addPlain, addUser, apply, everything, inside, type Open, refused, stages } from '../stage.ts';

export function describeNaming(open: Open): void {
  const { bare, furnished } = stages(open);

  describe('names', () => {
    test.each([
      ['Retail  nightly drop!', 'retail-nightly-drop', 'Retail nightly drop!'],
      ['Straße nach Übersee', 'strasse-nach-ubersee', 'Straße nach Übersee'],
      ['Ｆｕｌｌ ｗｉｄｔｈ', 'full-width', 'Ｆｕｌｌ ｗｉｄｔｈ'],
      ['İstanbul', 'istanbul', 'İstanbul'],
    ])('D1 %s is named %s', async (displayName, name, kept) => {
      const admin = (await bare()).as();

      await apply(admin, addPlain(displayName));

      expect(await inside(admin, name)).toMatchObject({ name, displayName: kept });
    });

    test('D1 a display name of which no name can be made asks for one', async () => {
      const admin = (await bare()).as();

      const found = await refused(apply(admin, addPlain('顧客')), 'input.missing');
      await apply(admin, addPlain('顧客', { name: 'customers' }));

      expect(found.members.missing).toMatchObject([{ input: 'name', flag: '--name NAME' }]);
      expect((await inside(admin, '顧客')).name).toBe('customers');
    });

    test.each(['Upper', 'with space', '-dash', 'x'.repeat(81), '', '../up'])('D1 `%s` is no name', async (name) => {
      const admin = (await bare()).as();

      await refused(apply(admin, addPlain('Plain', { name })), 'input.refused');
    });

    test.each([
      ['RETAIL DROP', 'case'],
      ['retail   drop', 'spaces'],
      ['Ｒｅｔａｉｌ drop', 'full-width letters'],
      ['Ret\u200bail drop', 'a character that nobody sees'],
    ])('D1 display names are unique: %s differs from Retail drop by %s only', async (displayName) => {
      const admin = (await bare()).as();
      await apply(admin, addPlain('Retail drop', { name: 'one' }));

      const found = await refused(apply(admin, addPlain(displayName, { name: 'other' })), 'exists');

      expect(found.detail).toContain('display name');
      expect(found.exit).toBe(7);
    });

    test('D1 ß and ss are the same letter to a display name, a dotted and a dotless i are not', async () => {
      const admin = (await bare()).as();
      await apply(admin, addPlain('Straße', { name: 'street' }), addPlain('istanbul', { name: 'city' }));

      await refused(apply(admin, addPlain('STRASSE', { name: 'other' })), 'exists');
      await apply(admin, addPlain('İSTANBUL', { name: 'dotted' }));
      await refused(apply(admin, addPlain('İstanbul', { name: 'again' })), 'exists');
    });

    test('D1 names are unique too, for connections, exports, enrichments and users each', async () => {
      const { admin } = await furnished();

      await refused(apply(admin, addPlain('Another', { name: 'drop' })), 'exists');
      await refused(apply(admin, addExport('Another', 'drop', { name: 'nightly' })), 'exists');
      await refused(apply(admin, addUser('ana', 'viewer')), 'exists');
      const upper = await refused(apply(admin, { ...addUser('ANA', 'viewer'), displayName: 'Another Ana' }), 'exists');
      expect(upper.detail).toBe('another user has the name `ANA`');
    });

    test('D1 uniqueness is judged after the list: two connections trade their names and display names', async () => {
      const { admin } = await furnished();
      const [one, other] = [await inside(admin, 'drop'), await inside(admin, 'shared')];

      await apply(
        admin,
        { change: 'connection.rename', connection: one.id, name: other.name, displayName: other.displayName },
        { change: 'connection.rename', connection: other.id, name: one.name, displayName: one.displayName },
      );

      expect(await inside(admin, one.id)).toMatchObject({ name: 'shared', displayName: 'Shared drop' });
      expect(await inside(admin, other.id)).toMatchObject({ name: 'drop', displayName: 'Retail drop' });
    });

    test('D1 three display names go round in one list, and one that would end up twice is refused whole', async () => {
      const admin = (await bare()).as();
      await apply(admin, addPlain('One'), addPlain('Two'), addPlain('Three'));
      const rename = (connection: string, displayName: string) =>
        ({ change: 'connection.rename', connection, displayName }) as const;

      await apply(admin, rename('one', 'Two'), rename('two', 'Three'), rename('three', 'One'));
      const before = await everything(admin);
      await refused(apply(admin, rename('one', 'Three'), rename('two', 'THREE')), 'exists');

      expect((await inside(admin, 'one')).displayName).toBe('Two');
      expect(await everything(admin)).toEqual(before);
    });

    test('D1 a name is free again within the list that lets it go', async () => {
      const { admin } = await furnished();

      await apply(
        admin,
        { change: 'connection.rename', connection: 'drop', name: 'old-drop', displayName: 'Old drop' },
        addPlain('Retail drop', { name: 'drop' }),
      );
      await apply(
        admin,
        { change: 'export.remove', dependent: 'monthly' },
        { change: 'connection.remove', connection: 'named' },
        addPlain('Named drop', { name: 'named' }),
      );

      expect((await inside(admin, 'drop')).type).toBe('experian');
      expect((await inside(admin, 'named')).type).toBe('experian');
    });

    test('D2 renaming keeps the type, the dependents and the id', async () => {
      const { admin } = await furnished();
      const before = await inside(admin, 'drop');

      const applied = await apply(admin, { change: 'connection.rename', connection: 'drop', name: 'new-drop' });

      const after = await inside(admin, 'new-drop');
      expect(after).toMatchObject({ id: before.id, type: 'sftp', dependents: { exports: 1, enrichments: 0 } });
      expect(applied.changes[0]).toMatchObject({ fields: ['name'], revision: before.revision + 1 });
      expect((await admin.query('export.show', { dependent: 'nightly' })).connection).toBe('new-drop');
    });

    test('D2 adding again as another type is refused, even where updating was asked for', async () => {
      const { admin } = await furnished();

      await refused(apply(admin, addPlain('Retail drop', { name: 'drop', ifExists: 'update' })), 'exists');
    });

    test('D3 a connection is meant by its name, its id, or its exact display name', async () => {
      const { admin } = await furnished();
      const { id } = await inside(admin, 'drop');

      expect((await inside(admin, 'Retail drop')).id).toBe(id);
      expect((await inside(admin, id)).id).toBe(id);
      await refused(admin.query('connection.show', { connection: 'retail drop' }), 'not_found');
      await apply(admin, { change: 'connection.lock', connection: 'Retail drop', reason: 'audit' });
      await refused(apply(admin, { change: 'connection.unlock', connection: 'RETAIL DROP' }), 'not_found');
      expect((await inside(admin, id)).locked).toBe(true);
    });

    test('D3 a user is meant by name, id or exact display name, also in a change', async () => {
      const admin = (await bare()).as();
      await apply(admin, { ...addUser('ana', 'viewer'), displayName: 'Ana Pop' });

      const edited = await apply(admin, { change: 'user.edit', user: 'Ana Pop', role: 'contributor' });

      expect(edited.changes[0]).toMatchObject({ name: 'ana', result: 'updated' });
    });

    test('D3 a name that fits two different connections is refused with both, in queries and in changes', async () => {
      const { admin } = await furnished();
      await apply(admin, addPlain('shared', { name: 'other' }));

      const asked = await refused(admin.query('connection.show', { connection: 'shared' }), 'ambiguous');
      const changed = await refused(apply(admin, { change: 'connection.unlock', connection: 'shared' }), 'ambiguous');

      expect(asked.exit).toBe(6);
      for (const found of [asked, changed])
        expect(found.members.candidates?.map(({ name }) => name).sort()).toEqual(['other', 'shared']);
    });

    test('D3 adding what is there already means the name first, however the display names read', async () => {
      const { admin } = await furnished();
      await apply(admin, addPlain('shared', { name: 'other' }));

      const skipped = await apply(admin, addPlain('Something new', { name: 'other', ifExists: 'skip' }));
      const cased = await apply(admin, addPlain('SHARED', { name: 'another', ifExists: 'skip' }));
      const fresh = await apply(admin, addPlain('Something new', { name: 'lead-data', ifExists: 'skip' }));

      expect(skipped.changes[0]).toMatchObject({ name: 'other', result: 'unchanged' });
      expect(cased.changes[0]).toMatchObject({ name: 'other', result: 'unchanged' });
      expect(fresh.result).toBe('created');
    });
  });
}
