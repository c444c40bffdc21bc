import { expect, test } from '@jest/globals';
import { remoteTokens } from '../../../src/shell/remote-tokens.ts';
import { scan } from '../../../src/shell/scan.ts';
import { type Settings, settingsOf } from '../../../src/shell/settings.ts';

const remote = (url: string) => ({ url, instance: 'instance-1', signIn: { kind: 'token' } as const });

function settings(env: Record<string, string>): Settings {
  return { ...settingsOf(scan([], {})), env };
}

const tokenOf = async (name: string, url: string, env: Record<string, string>) => {
  const parts = { settings: settings(env), show: async () => undefined };
  return (await (await remoteTokens(name, remote(url), parts, false)).token()).reveal();
};

test('a token from `CINCH_TOKEN` is shown to one server in a run, and to another one only under its own name', async () => {
  const [test, prod] = ['https://test.example', 'https://prod.example'];
  // The variables of one run, which is what a server is remembered with.
  const run = { CINCH_TOKEN: 'cinch_a' };
  expect(await tokenOf('test', test, run)).toBe('cinch_a');
  expect(await tokenOf('again', test, run)).toBe('cinch_a');

  await expect(tokenOf('prod', prod, run)).rejects.toMatchObject({
    code: 'signed_out',
    detail: expect.stringContaining('`CINCH_TOKEN_PROD`'),
  });
  expect(await tokenOf('prod', prod, Object.assign(run, { CINCH_TOKEN_PROD: 'cinch_b' }))).toBe('cinch_b');
});
