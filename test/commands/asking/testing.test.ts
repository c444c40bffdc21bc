import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type SecretValue, secretValue } from '../../../src/kernel/secret-value.ts';
import { testFinding } from '../../../src/kernel/test-finding.ts';
import type { ProbeReport, Prober, ProbeTask } from '../../../src/model/probe.ts';
import type { ConnectionDetail } from '../../../src/model/query.ts';
import type { Answer } from '../../support/answers.ts';
import { ask } from '../../support/asking.ts';
import { sameCommand } from '../../support/same-command.ts';
import { createWorld, type World } from '../../support/world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld();
});
afterAll(() => world.close());

const ok: ProbeReport = { result: 'ok', checked: true, finding: testFinding('ok', { proves: 'target' }), stages: [] };
const wrong: ProbeReport = {
  result: 'wrong credential',
  checked: true,
  finding: testFinding('wrong-credential', { host: 'api.sendgrid.com' }),
  stages: [{ stage: 'sign-in', result: 'failed', ms: 3 }],
};

/** Answers one report a test, and keeps what it was given. */
function prober(...reports: readonly ProbeReport[]): Prober & { readonly tasks: ProbeTask[] } {
  const left = [...reports];
  const tasks: ProbeTask[] = [];
  return {
    tasks,
    async probe(makers) {
      return Promise.all(
        makers.map(async (make) => {
          const task = await make();
          if ('finding' in task) return task;
          tasks.push(task);
          return left.shift() ?? ok;
        }),
      );
    },
  };
}

const shown = async (name: string) =>
  (await world.as().query('connection.show', { connection: name })) as ConnectionDetail;
const key: readonly Answer[] = [
  ['API key', 'take it from a variable'],
  ['Name of the variable', 'KEY'],
];
const env = { KEY: 'a key', OTHER: 'another key' };
const add = ['connection', 'add', 'sendgrid'];

test('at the end of a set-up a person may have it tested first, and the same command says so', async () => {
  const tests = prober(ok);

  const { outcome } = await ask(
    world,
    [...add, 'Mail', '--accept-terms', '2026-11'],
    [...key, ['Who may use it?', 'administrators only'], ['Review', 'test it first']],
    { env, prober: tests },
  );

  expect(tests.tasks.map(({ secrets }) => secrets.apiKey?.reveal())).toEqual(['a key']);
  expect(sameCommand(outcome)).toContain('--test');
  expect((await shown('mail')).tested?.result).toBe('ok');
});

test('what fails is shown, and can be answered otherwise, or saved as it is', async () => {
  const tests = prober(wrong, wrong);

  const { seen } = await ask(
    world,
    [...add, 'Failing', '--accept-terms', '2026-11'],
    [
      ...key,
      ['Who may use it?', 'administrators only'],
      ['Review', 'test it first'],
      ['Review', 'API key'],
      ['API key', 'take it from a variable'],
      ['Name of the variable', 'OTHER'],
      ['Review', 'test it first'],
      ['Review', 'save it'],
    ],
    { env, prober: tests },
  );

  expect(seen.replace(/\s+/g, ' ')).toContain(
    '`failing`: `api.sendgrid.com` does not accept the sign-in; nothing was saved',
  );
  expect(tests.tasks.map(({ secrets }) => secrets.apiKey?.reveal())).toEqual(['a key', 'another key']);
  expect((await shown('failing')).tested).toBeNull();
});

test('a type without a known check offers none', async () => {
  const { seen } = await ask(
    world,
    ['connection', 'add', 'leadspace', 'Companies', '--accept-terms', '2026-11'],
    [
      ['Token', 'take it from a variable'],
      ['Name of the variable', 'KEY'],
      ['Review', 'save it'],
    ],
    { env },
  );

  expect(seen).not.toContain('test it');
});

test('without a name the connections to test are marked from a list', async () => {
  const tests = prober(wrong);

  const { outcome } = await ask(world, ['connection', 'test'], [['Which connections?', ['Mail']]], { prober: tests });

  expect(outcome?.exit).toBe(9);
  expect((await shown('mail')).tested?.result).toBe('wrong credential');
});

test('an edit with --test that fails is not saved', async () => {
  const tests = prober(wrong);
  const before = await shown('mail');

  const { problem } = await ask(world, ['connection', 'edit', 'mail', '--secret', 'apiKey=env:OTHER', '--test'], [], {
    env,
    prober: tests,
  });

  expect(problem).toMatchObject({ code: 'test.failed', exit: 9 });
  expect((await shown('mail')).revision).toBe(before.revision);
});

test('what the service gives in place of a refresh token that was used is kept, also of a connection that is locked', async () => {
  const secrets = { refreshToken: secretValue('first'), clientSecret: secretValue('app') };
  const settings = { customerId: '123-456-7890', clientId: 'app-1' };
  await world.as().apply([
    { change: 'connection.add', type: 'google-ads', displayName: 'Ads', settings, secrets, terms: '2026-11' },
    { change: 'connection.lock', connection: 'ads', reason: 'feeds a campaign' },
  ]);
  const renewed = { refreshToken: secretValue('second'), used: secretValue('first') };

  const { outcome } = await ask(world, ['connection', 'test', 'ads'], [], { prober: prober({ ...ok, renewed }) });

  expect(outcome?.exit ?? 0).toBe(0);
  const released = await world.as().release({ to: 'test', connection: 'ads' });
  expect((released.secrets.refreshToken as SecretValue).reveal()).toBe('second');
});
