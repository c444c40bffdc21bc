import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRemotes } from '../../../src/adapters/preferences/remotes.ts';
import { isProblem } from '../../../src/kernel/problem.ts';
import { type Remote, serverUrl } from '../../../src/model/remote.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cinch-remotes-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const prod: Remote = {
  url: 'https://cinch.example/team',
  instance: '019a-b',
  signIn: { kind: 'browser', issuer: 'https://login.example/v2.0', clientId: 'c-1', scope: 'api://cinch/.default' },
};

describe('the remote environments of an account', () => {
  test('are files that nobody else can read, and come back as they were', () => {
    const remotes = createRemotes(join(folder, 'own'));
    expect(remotes.list()).toEqual([]);

    remotes.write('prod', prod);
    remotes.write('prod', { ...prod, instance: 'other' });

    expect(remotes.list()).toEqual(['prod']);
    expect(remotes.read('prod')).toEqual({ ...prod, instance: 'other' });
    expect(statSync(join(folder, 'own/prod.json')).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'own')).mode & 0o777).toBe(0o700);
    expect(readdirSync(join(folder, 'own'))).toEqual(['prod.json']);

    remotes.remove('prod');
    expect([remotes.has('prod'), remotes.has('../prod')]).toEqual([false, false]);
  });

  test.each([
    ['is cut short', '{"url": "https://', 'is not JSON'],
    ['has no address', '{"instance":"a","signIn":{"kind":"token"}}', 'names no `url`'],
    ['goes over the network unsealed', '{"url":"http://cinch.example","instance":"a"}', 'names no `url`'],
    ['hides a password', '{"url":"https://a:b@cinch.example","instance":"a"}', 'names no `url`'],
    ['has no instance', '{"url":"https://cinch.example"}', 'names no `instance`'],
    ['leads elsewhere', '{"url":"https://cinch.example","instance":"../x"}', 'names no `instance`'],
    ['signs in otherwise', '{"url":"https://c.example","instance":"a","signIn":{"kind":"magic"}}', 'signIn.kind'],
    [
      'says more than text',
      '{"url":"https://c.example","instance":"a","signIn":{"kind":"browser","scope":[]}}',
      '`signIn.scope` that is not text',
    ],
    ['is endless', ' '.repeat(20_000), 'is larger than any'],
  ])('a file that %s is named with its path and not used', (_, text, says) => {
    const remotes = createRemotes(folder);
    writeFileSync(join(folder, 'odd.json'), text, { mode: 0o600 });

    const refused = refusal(() => remotes.read('odd'));

    expect(refused.code).toBe('preferences.broken');
    expect(refused.detail).toContain(join(folder, 'odd.json'));
    expect(refused.detail).toContain(says);
  });

  test('a file that a symbolic link leads to is not used', () => {
    const planted = join(folder, 'planted');
    mkdirSync(planted);
    symlinkSync('/etc/hostname', join(planted, 'odd.json'));
    chmodSync(planted, 0o700);

    expect(refusal(() => createRemotes(planted).read('odd')).code).toBe('store.untrusted');
  });
});

describe('the address of a server', () => {
  test.each([
    ['https://cinch.example', 'https://cinch.example'],
    ['https://CINCH.example:443/team//', 'https://cinch.example/team'],
    ['http://127.0.0.1:8080/', 'http://127.0.0.1:8080'],
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://[::1]:8080', 'http://[::1]:8080'],
    ['http://cinch.example', undefined],
    ['http://localhost.evil.example', undefined],
    ['https://a@cinch.example', undefined],
    ['https://cinch.example/?token=x', undefined],
    ['https://cinch.example/#x', undefined],
    ['ftp://cinch.example', undefined],
    ['cinch.example', undefined],
  ])('%s', (text, spelled) => {
    expect(serverUrl(text)).toBe(spelled);
  });
});

function refusal(work: () => unknown) {
  try {
    work();
  } catch (error) {
    if (isProblem(error)) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
