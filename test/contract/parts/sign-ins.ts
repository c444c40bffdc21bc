import { describe, expect, test } from '@jest/globals';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import type { ChangeOf } from '../../../src/model/change.ts';
import type { Environment } from '../../../src/model/environment.ts';
import { currentTerms } from '../../../src/model/terms.ts';
import { apply, canary, inside, type Open, refused, stages, trail } from '../stage.ts';

const addNews = (more: Partial<ChangeOf<'connection.add'>> = {}): ChangeOf<'connection.add'> => ({
  change: 'connection.add',
  type: 'mailchimp',
  displayName: 'News',
  settings: { clientId: 'app-1' },
  secrets: { clientSecret: secretValue(canary) },
  terms: currentTerms(),
  ...more,
});
const ads = addNews({ type: 'facebook-ads-manager', displayName: 'Ads', settings: { adAccount: 'act_1' } });
const signedIn = (connection: string, token: string, more = {}): ChangeOf<'connection.sign-in'> => ({
  change: 'connection.sign-in',
  connection,
  secrets: { refreshToken: secretValue(token) },
  ...more,
});
const renewed = (connection: string, used: string, token: string, more = {}): ChangeOf<'connection.refresh'> => ({
  change: 'connection.refresh',
  connection,
  used: secretValue(used),
  secrets: { refreshToken: secretValue(token) },
  ...more,
});

/** Whether this is the token that is kept: giving it again is then no change. */
async function keeps(admin: Environment, connection: string, token: string): Promise<boolean> {
  const again = { change: 'connection.edit', connection, secrets: { refreshToken: secretValue(token) } } as const;
  return (await admin.apply([again], { dryRun: true })).result === 'unchanged';
}

export function describeSignIns(open: Open): void {
  const { furnished } = stages(open);

  describe('sign-ins', () => {
    test('D17 what a sign-in leaves behind is sealed and makes the connection ready, with the app it was made with', async () => {
      const { admin } = await furnished();
      await apply(admin, addNews());

      const applied = await apply(admin, signedIn('news', canary, { set: { clientId: 'app-2' } }));

      expect(applied.changes).toMatchObject([
        { result: 'updated', revision: 2, fields: ['clientId', 'secrets.refreshToken', 'signIn'] },
      ]);
      const { status, signIn, settings, secrets, signInExpiresAt } = await inside(admin, 'news');
      expect({ status, settings, signInExpiresAt }).toEqual({
        status: 'ready',
        settings: { clientId: 'app-2' },
        signInExpiresAt: null,
      });
      expect(signIn).toEqual({ at: expect.any(String), by: 'admin', expiresAt: null });
      expect(secrets.refreshToken).toEqual({ source: 'stored', changedAt: expect.any(String) });
    });

    test('the audit trail has it as a change of its own, by name and never by value', async () => {
      const { admin } = await furnished();
      await apply(admin, addNews());
      await apply(admin, signedIn('news', canary));

      const entries = await trail(admin, 1);

      expect(entries).toMatchObject([
        { action: 'connection.sign-in', target: { name: 'news' }, fields: ['secrets.refreshToken', 'signIn'] },
      ]);
      expect(JSON.stringify(entries)).not.toContain(canary);
    });

    test('until when it holds is what the service says, or else what its documentation says: 60 days at Facebook', async () => {
      const { admin } = await furnished();
      await apply(admin, ads);
      await apply(admin, signedIn('ads', 'first'));
      const { signIn } = await inside(admin, 'ads');
      expect(Date.parse(signIn?.expiresAt ?? '') - Date.parse(signIn?.at ?? '')).toBe(60 * 86_400_000);

      await apply(admin, signedIn('ads', 'second', { expiresAt: '2026-02-01T00:00:00.000Z' }));

      const { items } = await admin.query('connection.list', { type: 'facebook-ads-manager' });
      expect(items).toMatchObject([{ name: 'ads', signInExpiresAt: '2026-02-01T00:00:00.000Z' }]);
    });

    test('a token that is given by hand counts from that moment, and without one there is no sign-in', async () => {
      const { admin } = await furnished();
      await apply(admin, { ...ads, secrets: { refreshToken: secretValue('by hand') } });
      expect((await inside(admin, 'ads')).signIn?.expiresAt).toMatch(/^2026-03-02T/);

      await apply(admin, { change: 'connection.edit', connection: 'ads', unset: ['refreshToken'] });

      expect(await inside(admin, 'ads')).toMatchObject({ status: 'awaiting sign-in', signIn: null });
    });

    test('another setting leaves the sign-in as it is', async () => {
      const { admin } = await furnished();
      await apply(admin, ads, signedIn('ads', 'first'));
      const before = await inside(admin, 'ads');

      await apply(admin, { change: 'connection.edit', connection: 'ads', set: { adAccount: 'act_2' } });

      expect((await inside(admin, 'ads')).signIn).toEqual(before.signIn);
    });

    test('the same token again is a new sign-in all the same', async () => {
      const { admin } = await furnished();
      await apply(admin, ads, signedIn('ads', 'first'));
      const before = await inside(admin, 'ads');

      const { changes } = await apply(admin, signedIn('ads', 'first'));

      const { signIn, revision } = await inside(admin, 'ads');
      expect(changes[0]?.fields).toEqual(['signIn']);
      expect(revision).toBe(before.revision + 1);
      expect((signIn?.at ?? '') > (before.signIn?.at ?? '')).toBe(true);
    });

    test('a type without a sign-in has none, and a locked connection takes none (D13)', async () => {
      const { admin } = await furnished();
      await refused(apply(admin, signedIn('drop', 'token')), 'sign_in.not_needed');
      await apply(admin, addNews(), { change: 'connection.lock', connection: 'news', reason: 'audit' });

      await refused(apply(admin, signedIn('news', 'token')), 'connection.locked');
    });

    test('a token that was used gives way to the one the service gave instead, on a locked connection too', async () => {
      const { admin } = await furnished();
      await apply(admin, addNews(), signedIn('news', 'first'));
      await apply(admin, { change: 'connection.lock', connection: 'news', reason: 'audit' });

      const { changes } = await apply(admin, renewed('news', 'first', 'second'));

      expect(changes[0]?.fields).toEqual(['secrets.refreshToken', 'signIn']);
      expect((await inside(admin, 'news')).signIn?.by).toBe('admin');
      await apply(admin, { change: 'connection.unlock', connection: 'news' });
      expect(await keeps(admin, 'news', 'second')).toBe(true);
    });

    test('of two that renewed it at once the first one stays', async () => {
      const { admin } = await furnished();
      await apply(admin, addNews(), signedIn('news', 'first'));
      await apply(admin, renewed('news', 'first', 'second'));

      expect((await apply(admin, renewed('news', 'first', 'third'))).result).toBe('unchanged');
      expect(await keeps(admin, 'news', 'second')).toBe(true);
    });

    test('a runner renews what they know the token of, and learns nothing of anything else', async () => {
      const { admin, runner } = await furnished();
      await apply(admin, addNews(), signedIn('news', 'first'));

      const guess = await refused(apply(runner, renewed('news', 'a guess', 'planted')), 'not_found');
      const absent = await refused(apply(runner, renewed('nows', 'a guess', 'planted')), 'not_found');
      expect(guess.detail.replace('news', '')).toBe(absent.detail.replace('nows', ''));
      await refused(apply(runner, renewed('drop', canary, 'planted')), 'not_found');

      expect((await apply(runner, renewed('news', 'first', 'second'))).result).toBe('updated');
      expect(await keeps(admin, 'news', 'second')).toBe(true);
    });

    test('use alone moves the end that counts from the last use, and no other, and writes it once a day at the most', async () => {
      const { admin } = await furnished();
      const letters = addNews({ type: 'klaviyo', displayName: 'Letters', secrets: { apiKey: secretValue('key') } });
      const soon = { expiresAt: '2026-01-05T00:00:00.000Z' };
      await apply(admin, letters, signedIn('letters', 'first', soon), ads, signedIn('ads', 'first', soon));

      expect((await apply(admin, renewed('ads', 'first', 'first'))).result).toBe('unchanged');
      expect((await apply(admin, renewed('letters', 'first', 'first'))).changes[0]?.fields).toEqual(['signIn']);
      expect((await inside(admin, 'letters')).signInExpiresAt).toMatch(/^2026-04-01T/);
      expect((await apply(admin, renewed('letters', 'first', 'first'))).result).toBe('unchanged');
    });

    test('the check of the store names sign-ins that end within a fortnight or have ended', async () => {
      const { admin } = await furnished();
      const more = { type: 'klaviyo', secrets: { apiKey: secretValue('key') } };
      await apply(admin, ads, signedIn('ads', 'token', { expiresAt: '2026-01-10T00:00:00.000Z' }));
      await apply(admin, addNews({ ...more, displayName: 'Over' }));
      await apply(admin, signedIn('over', 'token', { expiresAt: '2025-12-31T00:00:00.000Z' }));
      await apply(admin, addNews({ ...more, displayName: 'Fresh' }), signedIn('fresh', 'token'));

      const { findings } = await admin.query('store.check', {});

      expect(findings.find(({ check }) => check === 'sign-ins')).toEqual({
        check: 'sign-ins',
        ok: false,
        severity: 'note',
        names: ['over (ended 2025-12-31)', 'ads (ends 2026-01-10)'],
        count: 2,
      });
    });
  });
}
