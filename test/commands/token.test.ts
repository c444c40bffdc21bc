import { afterEach, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as formats from 'ajv-formats';
import { createDigest } from '../../src/adapters/system/digest.ts';
import { readApiToken } from '../../src/model/api-token.ts';
import type { Caller, Identity } from '../../src/model/caller.ts';
import { documentSchema } from '../../src/model/documents/documents.ts';
import { viewOf } from '../../src/shell/view-of.ts';
import { plain } from '../../src/views/paint.ts';
import type { Answer } from '../support/answers.ts';
import { ask } from '../support/asking.ts';
import { sameCommand } from '../support/same-command.ts';
import { createWorld, type World } from '../support/world.ts';

const opened: World[] = [];
afterEach(async () => {
  for (const world of opened.splice(0)) await world.close();
});
const identity = (subject: string): Identity => ({
  kind: 'identity',
  principal: 'user',
  issuer: 'https://issuer.example',
  subject,
  email: `${subject}@contoso.example`,
  displayName: subject,
  groups: [],
  appRoles: [],
});
async function served() {
  const world = await createWorld();
  opened.push(world);
  await world.as().apply([
    { change: 'user.add', name: 'root@contoso.example', role: 'administrator' },
    { change: 'user.add', name: 'ana@contoso.example', role: 'contributor' },
    { change: 'export.add', displayName: 'Nightly', type: 'sftp' },
  ]);
  const run = (caller: Caller, line: string, answers: readonly Answer[] = []) =>
    ask(world, line.split(' '), answers, { caller });
  return { world, root: identity('root'), ana: identity('ana'), run };
}
interface Made {
  readonly token: string;
  readonly id: string;
}
const holder = ({ token }: Made): Caller => {
  const known = readApiToken(token, createDigest());
  if (known === undefined) throw new Error('no token');
  return { kind: 'token', token: known.id, secretSum: known.secretSum };
};

describe('token create', () => {
  test('answers a token that acts as its maker at once, alone on standard output', async () => {
    const { ana, run } = await served();

    const { outcome, seen } = await run(ana, 'token create pipeline --role viewer --expires 30d');
    const made = outcome?.data as Made;

    expect(outcome).toMatchObject({
      kind: 'Token',
      data: { id: made.id, name: 'pipeline', role: 'viewer', exports: [], user: 'ana@contoso.example' },
    });
    expect((await viewOf('Token')).draw(made, undefined, plain, 80)).toBe(`${made.token}\n`);
    expect(seen).toMatch(/^acts as ana@contoso.example with the role viewer until 2026-.*; it is not shown again\n$/);
    expect(seen).not.toContain(made.token.slice(15, 58));
    const who = await run(holder(made), 'whoami');
    expect(who.outcome?.data).toMatchObject({
      user: 'ana@contoso.example',
      role: 'viewer',
      token: { id: made.id, expiresAt: expect.any(String) },
    });
    expect((await viewOf('WhoAmI')).draw(who.outcome?.data ?? {}, undefined, plain, 80)).toContain(
      `${made.id}, until 2026-`,
    );
  });

  test('keeps nothing of it on a dry run, and shows none', async () => {
    const { ana, run } = await served();

    const { outcome } = await run(ana, 'token create pipeline --role viewer --dry-run');

    expect(outcome).toMatchObject({ kind: 'ChangeResult', data: { dryRun: true, result: 'created' } });
    expect(JSON.stringify(outcome)).not.toContain('cinch_');
    expect((await run(ana, 'token list')).outcome?.data).toMatchObject({ total: 0 });
  });

  test('asks what it is for and which role, among those that are not above whoever makes it; Enter alone makes one that looks', async () => {
    const { ana, run } = await served();

    const { outcome, seen } = await run(ana, 'token create', [
      ['What is the token for?', 'laptop'],
      ['What may laptop do at the most?', ''],
    ]);

    expect(outcome?.data).toMatchObject({ name: 'laptop', role: 'viewer' });
    expect(sameCommand(outcome)).toEqual(['token', 'create', 'laptop', '--role', 'viewer']);
    expect(seen).toContain('contributor');
    expect(seen).not.toContain('administrator');
  });

  test.each([
    ['--role administrator', 'token.above'],
    ['--role viewer --for root@contoso.example', 'token.for_another'],
    ['--role viewer --expires never', 'usage.flag_value'],
    ['--role viewer --expires 2026-02-30', 'usage.flag_value'],
    ['--role viewer --expires 0d', 'usage.flag_value'],
    ['--role viewer --expires 600d', 'input.refused'],
    ['--role viewer --exports nightly', 'input.refused'],
  ])('with %s is refused', async (flags, code) => {
    const { ana, run } = await served();

    expect((await run(ana, `token create pipeline ${flags}`)).problem?.code).toBe(code);
  });

  test('of an administrator is for others and for runs as well', async () => {
    const { root, ana, run } = await served();

    const forAna = await run(
      root,
      'token create laptop --role contributor --for ana@contoso.example --expires 2026-03-01',
    );
    const scheduler = await run(root, 'token create scheduler --role runner --exports nightly');

    expect(forAna.outcome?.data).toMatchObject({ user: 'ana@contoso.example', expiresAt: '2026-03-01T23:59:59.999Z' });
    expect(scheduler.outcome?.data).toMatchObject({ role: 'runner', exports: ['nightly'] });
    expect((await run(ana, 'token list')).outcome?.data).toMatchObject({ items: [{ displayName: 'laptop' }] });
  });
});

describe('documents of tokens', () => {
  test('fit their schemas, and so does what a token says of itself', async () => {
    const { ana, run } = await served();
    const made = await run(ana, 'token create laptop --role viewer');
    await run(ana, 'token create other --role viewer');
    const caller = holder(made.outcome?.data as Made);
    const outcomes = [made, await run(ana, 'token list'), await run(caller, 'whoami')];

    for (const { outcome } of outcomes) {
      const schema = documentSchema(outcome?.kind ?? '') as object;
      const ajv = new Ajv2020({ strict: false });
      (formats.default as unknown as (ajv: Ajv2020) => void)(ajv);
      const validate = ajv.compile(schema);
      const fits = validate({ apiVersion: 'cinch/v1', kind: outcome?.kind, ...outcome?.data });
      expect([outcome?.kind, fits, validate.errors]).toEqual([outcome?.kind, true, null]);
    }
  });
});

describe('token revoke', () => {
  test('asks, names whose it is, and ends it by what it is called', async () => {
    const { root, ana, run } = await served();
    const { outcome } = await run(ana, 'token create laptop --role viewer');
    const made = outcome?.data as Made;

    const kept = await run(root, 'token revoke laptop', [['Go ahead?', false]]);
    const ended = await run(root, `token revoke ${made.id} --yes`);

    expect(kept.seen).toContain('this ends the token laptop of ana@contoso.example');
    expect(kept.problem?.code).toBe('input.declined');
    expect(ended.outcome?.data).toMatchObject({
      result: 'removed',
      changes: [{ kind: 'token', id: made.id, name: 'laptop' }],
    });
    expect((await run(holder(made), 'whoami')).problem?.code).toBe('identity.refused');
  });

  test('means one of several that are called alike by whose it is, and refuses where that cannot be told', async () => {
    const { root, ana, run } = await served();
    await run(root, 'token create laptop --role viewer');
    await run(ana, 'token create laptop --role viewer');

    await run(root, 'token revoke laptop --yes');
    expect((await run(root, 'token list')).outcome?.data).toMatchObject({ items: [{ user: 'ana@contoso.example' }] });
    await run(root, 'token create other --role viewer --for ana@contoso.example');
    expect((await run(root, 'token revoke nothing --yes')).problem?.code).toBe('not_found');
  });

  test('offers what there is where none is named', async () => {
    const { ana, run } = await served();
    await run(ana, 'token create laptop --role viewer');
    await run(ana, 'token create pipeline --role viewer');

    const { outcome } = await run(ana, 'token revoke --yes', [['Which token?', 'laptop']]);

    expect(outcome?.data).toMatchObject({ changes: [{ name: 'laptop' }] });
  });
});

describe('where an environment is of one machine', () => {
  test.each(['token create pipeline --role viewer', 'token list', 'token revoke pipeline --yes', 'token create'])(
    '%s says that tokens are for one that is served',
    async (line) => {
      const { world } = await served();

      const { problem } = await ask(world, line.split(' '), []);

      expect(problem).toMatchObject({ code: 'environment.not_served', exit: 2 });
    },
  );
});

describe('user add', () => {
  test.each([
    ['--group g-1', { kind: 'group', subject: 'g-1' }],
    ['--app-role Writer', { kind: 'group', subject: 'role:Writer' }],
    ['--app a-1', { kind: 'app', subject: 'a-1' }],
    ['--subject s-1', { kind: 'user', subject: 's-1' }],
  ])('with %s adds whom the issuer vouches for', async (flags, principal) => {
    const { root, run, world } = await served();

    const { outcome } = await run(root, `user add somebody --role viewer ${flags}`);

    expect(outcome?.data).toMatchObject({ result: 'created' });
    const { items } = await world.caller(root).query('user.list', { search: 'somebody' });
    expect(items[0]?.principal).toEqual({ ...principal, issuer: 'https://issuer.example' });
  });

  test('takes one of them, and none where an environment is of one machine', async () => {
    const { root, run, world } = await served();

    expect((await run(root, 'user add x --role viewer --group g --app a')).problem?.code).toBe('usage.arguments');
    const local = await ask(world, 'user add x --role viewer --group g'.split(' '), []);
    expect(local.problem?.code).toBe('environment.not_served');
  });
});
