import { describe, expect, test } from '@jest/globals';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import { currentTerms } from '../../../src/model/terms.ts';
import { addDrop, addPlain, apply, canary, everything, inside, type Open, refused, stages } from '../stage.ts';

const otherHost = { hostname: 'sftp.elsewhere.example' };

export function describeEditing(open: Open): void {
  const { bare, furnished } = stages(open);
  const edit = { change: 'connection.edit', connection: 'drop' } as const;

  describe('editing connections', () => {
    test('only what differs is named, and an edit without a difference changes nothing', async () => {
      const { admin } = await furnished();

      const first = await apply(admin, { ...edit, set: { username: 'svc-new', hostname: 'sftp.partner.example' } });
      const before = await everything(admin);
      const second = await apply(admin, { ...edit, set: { username: 'svc-new' }, unset: ['exportFolder'] });

      expect(first.changes[0]).toMatchObject({ result: 'updated', fields: ['username'], revision: 2 });
      expect(second).toMatchObject({ result: 'unchanged', warnings: [] });
      expect(await everything(admin)).toEqual(before);
    });

    test('a field that is needed cannot be unset, and one that is not known is refused', async () => {
      const { admin } = await furnished();

      await refused(apply(admin, { ...edit, unset: ['username'] }), 'input.missing');
      const unknown = await refused(apply(admin, { ...edit, unset: ['usrname'] }), 'input.refused');

      expect(unknown.members.issues?.[0]?.message).toContain('`username`');
    });

    test('an answer that leaves earlier ones without a place lets them go, secrets included', async () => {
      const { admin } = await furnished();
      const secrets = { privateKey: secretValue(canary) };

      const applied = await apply(admin, { ...edit, set: { authenticationMethod: 'sshKey' }, secrets });

      expect(applied.changes[0]?.fields.toSorted()).toEqual([
        'authenticationMethod',
        'secrets.password',
        'secrets.privateKey',
      ]);
      expect(Object.keys((await inside(admin, 'drop')).secrets)).toEqual(['privateKey']);
    });

    test('agreeing again to the same version is no change', async () => {
      const { admin } = await furnished();

      expect((await apply(admin, { ...edit, terms: currentTerms() })).result).toBe('unchanged');
      await refused(apply(admin, { ...edit, terms: '1999-01' }), 'consent.unknown_version');
    });
  });

  describe('what is there already', () => {
    test('adding again is refused, skipped or taken as an edit, as was asked', async () => {
      const { admin } = await furnished();
      const again = addDrop('Retail drop', {
        name: 'drop',
        settings: { hostname: 'sftp.partner.example', username: 'x' },
      });

      await refused(apply(admin, again), 'exists');
      expect((await apply(admin, { ...again, ifExists: 'skip' })).result).toBe('unchanged');
      const updated = await apply(admin, { ...again, ifExists: 'update' });
      expect(updated.changes[0]).toMatchObject({ change: 'connection.add', result: 'updated', fields: ['username'] });
      expect((await apply(admin, { ...again, ifExists: 'update' })).result).toBe('unchanged');
    });

    test('updating carries the revision along', async () => {
      const { admin } = await furnished();
      const again = addDrop('Retail drop', { name: 'drop', ifExists: 'update', share: ['contributors'] });

      await refused(apply(admin, { ...again, ifRevision: 7 }), 'revision.moved');
      expect((await apply(admin, { ...again, ifRevision: 1 })).result).toBe('updated');
    });
  });

  describe('where a secret is sent', () => {
    test('D14 another host asks for the stored secret again', async () => {
      const { admin } = await furnished();

      const found = await refused(apply(admin, { ...edit, set: otherHost }), 'connection.secrets_again');

      expect(found.exit).toBe(3);
      expect(found.members.missing).toEqual([{ input: 'secrets.password', flag: '--secret password=SOURCE' }]);
    });

    test('D14 it is enough to give it again, or to keep it knowingly', async () => {
      const { admin } = await furnished();

      const given = await apply(admin, { ...edit, set: otherHost, secrets: { password: secretValue('another') } });
      const kept = await apply(admin, { ...edit, set: { hostname: 'third.example' }, keepSecrets: true });

      expect(given.changes[0]?.fields).toEqual(['hostname', 'secrets.password']);
      expect(given.warnings).toEqual([]);
      expect(kept.warnings.map(({ code }) => code)).toEqual(['secrets-kept']);
    });

    test('D14 a secret that the edit itself leaves behind is not asked for', async () => {
      const { admin } = await furnished();
      const set = { ...otherHost, authenticationMethod: 'sshKey' };

      const applied = await apply(admin, { ...edit, set, secrets: { privateKey: secretValue(canary) } });

      expect(applied.warnings).toEqual([]);
      expect(Object.keys((await inside(admin, 'drop')).secrets)).toEqual(['privateKey']);
    });

    test('D14 adding again with another host is no way around it', async () => {
      const { admin } = await furnished();
      const settings = { ...otherHost, username: 'svc-cdp' };

      await refused(
        apply(admin, addDrop('Retail drop', { name: 'drop', settings, secrets: {}, ifExists: 'update' })),
        'connection.secrets_again',
      );
    });

    test('D14 two edits of one list are no way around it either', async () => {
      const { admin } = await furnished();

      await refused(
        apply(admin, { ...edit, set: { username: 'x' } }, { ...edit, set: otherHost }),
        'connection.secrets_again',
      );
    });

    test('D14 a connection that keeps no secret moves freely', async () => {
      const admin = (await bare()).as();
      const settings = { tenant: 'contoso.onmicrosoft.com', workspace: 'contoso-ml' };
      const type = 'azure-machine-learning';
      await apply(admin, { change: 'connection.add', type, displayName: 'Models', settings, terms: currentTerms() });

      const moved = { change: 'connection.edit', connection: 'models', set: { tenant: 'fabrikam.example' } } as const;

      expect((await apply(admin, moved)).changes[0]?.fields).toEqual(['tenant']);
      expect((await inside(admin, 'models')).tenant).toBe('fabrikam.example');
    });
  });

  describe('locking', () => {
    const lock = { change: 'connection.lock', connection: 'drop', reason: 'audit until March' } as const;

    test('D13 edits, renaming, sharing and removal are refused, naming who locked it and why', async () => {
      const { admin } = await furnished();
      await apply(admin, lock);
      const { lock: kept } = await inside(admin, 'drop');

      for (const change of [
        { ...edit, set: { username: 'x' } },
        { change: 'connection.rename', connection: 'drop', name: 'other' },
        { change: 'connection.share', connection: 'drop', with: ['contributors'] },
        { change: 'connection.unshare', connection: 'drop', with: ['contributors'] },
        { change: 'connection.remove', connection: 'drop' },
        addDrop('Retail drop', { name: 'drop', ifExists: 'update' }),
      ] as const) {
        const found = await refused(apply(admin, change), 'connection.locked');
        expect(found.detail).toBe(`\`drop\` was locked by admin at ${kept?.at}: audit until March`);
        expect(found.exit).toBe(8);
      }
    });

    test('D13 exports on it can still be changed, and unlocking opens it again', async () => {
      const { admin } = await furnished();
      await apply(admin, lock);

      await apply(admin, { change: 'export.edit', dependent: 'nightly', schedule: 'off' });
      await apply(admin, { change: 'connection.unlock', connection: 'drop' });
      const again = await apply(admin, { change: 'connection.unlock', connection: 'drop' });
      const applied = await apply(admin, { ...edit, set: { username: 'x' } });

      expect(again.result).toBe('unchanged');
      expect(applied.result).toBe('updated');
    });

    test('D13 one list unlocks, changes and locks again', async () => {
      const { admin } = await furnished();
      await apply(admin, lock);

      await apply(
        admin,
        { change: 'connection.unlock', connection: 'drop' },
        { ...edit, set: { username: 'x' } },
        { ...lock, reason: 'until April' },
      );

      expect((await inside(admin, 'drop')).lock?.reason).toBe('until April');
    });

    test.each([
      ['', 'empty'],
      ['x'.repeat(501), 'too-long'],
      ['\u001b[2Jgone', 'control-character'],
      ['\u202egnol', 'control-character'],
    ])('D13 a lock needs a reason that can be shown: %j is refused', async (reason, code) => {
      const { admin } = await furnished();

      const found = await refused(apply(admin, { ...lock, reason }), 'input.refused');

      expect(found.members.issues?.map((issue) => issue.code)).toEqual([code]);
    });
  });

  describe('revisions', () => {
    test('every change of a record raises its revision, and one made for another revision is refused', async () => {
      const { admin } = await furnished();
      await apply(admin, { ...edit, set: { username: 'x' }, ifRevision: 1 });

      const found = await refused(apply(admin, { ...edit, set: { username: 'y' }, ifRevision: 1 }), 'revision.moved');

      expect(found).toMatchObject({
        exit: 7,
        status: 412,
        detail: 'connection `drop` has changed meanwhile: it is at revision 2, not 1',
      });
    });

    test.each([
      { change: 'connection.edit', connection: 'drop', set: { username: 'x' } },
      { change: 'connection.rename', connection: 'drop', name: 'other' },
      { change: 'connection.share', connection: 'drop', with: ['contributors'] },
      { change: 'connection.unshare', connection: 'shared', with: ['contributors'] },
      { change: 'connection.lock', connection: 'drop', reason: 'why' },
      { change: 'connection.unlock', connection: 'drop' },
      { change: 'connection.remove', connection: 'drop' },
      addPlain('Fresh'),
      { change: 'export.add', displayName: 'Fresh', type: 'sftp' },
      { change: 'export.edit', dependent: 'nightly', schedule: 'off' },
      { change: 'export.connect', dependent: 'nightly', connection: 'shared' },
      { change: 'export.disconnect', dependent: 'nightly' },
      { change: 'export.remove', dependent: 'nightly' },
      { change: 'enrichment.add', displayName: 'Fresh', connection: 'leads' },
      { change: 'enrichment.edit', dependent: 'firms', schedule: 'off' },
      { change: 'enrichment.connect', dependent: 'firms', connection: 'leads' },
      { change: 'enrichment.activate', dependent: 'idle' },
      { change: 'enrichment.deactivate', dependent: 'firms' },
      { change: 'enrichment.remove', dependent: 'firms' },
      { change: 'user.add', name: 'fresh', role: 'viewer' },
      { change: 'user.edit', user: 'vic', role: 'auditor' },
      { change: 'user.remove', user: 'vic' },
      { change: 'environment.edit', displayName: 'other' },
    ] as const)('$change is refused when it was made for another revision', async (change) => {
      const { admin } = await furnished();
      const before = await everything(admin);

      await refused(apply(admin, { ...change, ifRevision: 77 }), 'revision.moved');

      expect(await everything(admin)).toEqual(before);
    });
  });
}
