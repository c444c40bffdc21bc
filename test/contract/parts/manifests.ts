import { describe, expect, test } from '@jest/globals';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import type { Change } from '../../../src/model/change.ts';
import type { Environment } from '../../../src/model/environment.ts';
import type { ObservedWanted } from '../../../src/model/observed.ts';
import { addPlain, apply, canary, everything, inside, type Open, refused, stages, trail } from '../stage.ts';

const looking = (more: Partial<ObservedWanted['names']>, rest: Partial<ObservedWanted> = {}): ObservedWanted => ({
  names: { connections: [], exports: [], enrichments: [], users: [], ...more },
  displayNames: { connections: [], exports: [], enrichments: [] },
  ...rest,
});
const names = (things: readonly { readonly name: string }[]) => things.map(({ name }) => name);
const observe = (door: Environment, wanted: ObservedWanted) => door.query('manifest.observe', wanted);

export function describeManifests(open: Open): void {
  const { bare, furnished } = stages(open);

  describe('what a manifest owns', () => {
    const owned = (displayName: string, manifest: string): Change => ({ ...addPlain(displayName), manifest });

    test('is marked with the change that states it, at the revision it leaves', async () => {
      const { as } = await bare();
      const admin = as();
      await apply(admin, owned('First', 'retail'));

      const { connections } = await observe(admin, looking({ connections: ['first'] }));
      expect(connections.map(({ manifest }) => manifest)).toEqual([{ id: 'retail', revision: 1 }]);

      await apply(admin, { change: 'connection.rename', connection: 'first', displayName: 'Second' });
      const [after] = (await observe(admin, looking({ connections: ['first'] }))).connections;
      expect([after?.revision, after?.manifest]).toEqual([2, { id: 'retail', revision: 1 }]);
    });

    test('is a change of its own where nothing else differs, and none the second time', async () => {
      const admin = (await bare()).as();
      await apply(admin, addPlain('First'));
      const claim: Change = { change: 'connection.edit', connection: 'first', manifest: 'retail' };

      expect((await apply(admin, claim)).changes[0]).toMatchObject({
        result: 'updated',
        revision: 2,
        fields: ['manifest'],
      });
      expect((await trail(admin, 1))[0]).toMatchObject({ action: 'connection.edit', fields: ['manifest'] });
      expect((await apply(admin, claim)).result).toBe('unchanged');
      expect((await inside(admin, 'first')).revision).toBe(2);
    });

    test('is refused to another manifest, and nothing has changed, unless it takes it over', async () => {
      const admin = (await bare()).as();
      await apply(admin, owned('First', 'retail'));
      const before = await everything(admin);
      const edit = {
        change: 'connection.edit',
        connection: 'first',
        set: { userId: 'other' },
        manifest: 'platform',
      } as const;

      await refused(apply(admin, addPlain('Second'), edit), 'manifest.foreign');
      expect(await everything(admin)).toEqual(before);

      await apply(admin, { ...edit, takeOver: true });
      const [after] = (await observe(admin, looking({ connections: ['first'] }))).connections;
      expect(after?.manifest).toEqual({ id: 'platform', revision: 2 });
    });

    test('is all that it removes: neither what another owns nor what nobody does', async () => {
      const admin = (await bare()).as();
      await apply(admin, owned('First', 'retail'), addPlain('Second'), owned('Third', 'platform'));
      const remove = (connection: string): Change => ({
        change: 'connection.remove',
        connection,
        manifest: 'platform',
      });

      await refused(apply(admin, { ...remove('first'), takeOver: true }), 'manifest.foreign');
      await refused(apply(admin, remove('second')), 'manifest.foreign');
      expect((await apply(admin, remove('third'))).result).toBe('removed');
    });
  });

  describe('what a manifest looks at', () => {
    test('is what goes by its names and display names, and on request all that it owns with what uses that', async () => {
      const { admin } = await furnished();
      await apply(
        admin,
        { ...addPlain('Kept'), manifest: 'retail' },
        { change: 'connection.edit', connection: 'drop', manifest: 'retail' },
      );

      const few = await observe(admin, looking({ exports: ['nightly'], users: ['ana'] }));
      expect([names(few.connections), names(few.exports), names(few.users)]).toEqual([[], ['nightly'], ['ana']]);
      expect(few.exports[0]?.connection?.name).toBe('drop');

      const shown = await observe(
        admin,
        looking({}, { displayNames: { connections: ['NAMED drop'], exports: [], enrichments: [] } }),
      );
      expect([names(shown.connections), shown.connections[0]?.sharedWith]).toEqual([['named'], ['ana']]);

      const owned = await observe(admin, looking({}, { owned: 'retail' }));
      expect([names(owned.connections), names(owned.exports)]).toEqual([['drop', 'kept'], ['nightly']]);

      const all = await observe(admin, looking({}, { all: true }));
      expect(names(all.connections)).toEqual(['drop', 'kept', 'leads', 'models', 'named', 'shared']);
      expect(JSON.stringify(all)).not.toContain(canary);
    });
  });

  describe('a secret that is given now', () => {
    const ask = (door: Environment, connection: string, given: string, field = 'password') =>
      door.query('manifest.secrets', { secrets: [{ connection, field, given: secretValue(given) }] });

    test('is the same or changes for an administrator, and unknown to an auditor', async () => {
      const { admin, auditor } = await furnished();
      const { id } = await inside(admin, 'drop');

      expect((await ask(admin, id, canary)).answers).toEqual(['same']);
      expect((await ask(admin, id, 'another')).answers).toEqual(['changes']);
      expect((await ask(admin, id, 'another', 'passphrase')).answers).toEqual(['changes']);
      expect((await ask(admin, 'absent', canary)).answers).toEqual(['changes']);
      expect((await ask(auditor, id, canary)).answers).toEqual(['unknown']);
      expect((await ask(auditor, id, 'another')).answers).toEqual(['unknown']);
    });

    test('leaves nothing behind', async () => {
      const { admin } = await furnished();
      const { id } = await inside(admin, 'drop');
      const before = await everything(admin);

      await ask(admin, id, canary);

      expect(await everything(admin)).toEqual(before);
    });
  });
}
