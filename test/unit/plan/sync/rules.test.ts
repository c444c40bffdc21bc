import { beforeEach, describe, expect, test } from '@jest/globals';
import type { ConnectionType } from '../../../../src/fields/connection-type.ts';
import type { SyncConflict, SyncLine } from '../../../../src/model/sync-plan.ts';
import { conflictKey } from '../../../../src/plan/sync/given.ts';
import { allTypes } from '../../../support/manifests.ts';
import { connection, dependent } from './edits.ts';
import {
  type AnyContent,
  type Content,
  planned,
  type SmallEnvironment,
  smallEnvironment,
  sync,
  write,
} from './small-world.ts';

let original: SmallEnvironment;
let copy: SmallEnvironment;

const at = '2026-11-20T10:00:00.000Z';
const noor = { by: 'noor', at };
const retail = { name: 'retail', displayName: 'Retail' };
const user = (name: string): Content<'user'> => ({
  name,
  displayName: name,
  role: 'contributor',
  exports: null,
  principal: null,
  manifest: null,
});

function put(
  world: SmallEnvironment,
  kind: 'connection' | 'export' | 'enrichment' | 'user' | 'type' | 'environment',
  id: string,
  content: object,
) {
  const before = world.records.get(`${kind}/${id}`)?.content ?? {};
  write(world, [{ kind, id, content: { ...before, ...content } as AnyContent }], noor);
}

function remove(world: SmallEnvironment, kind: 'connection' | 'export' | 'enrichment' | 'user' | 'type', id: string) {
  write(world, [{ kind, id, content: null }], noor);
}

const of = (world: SmallEnvironment, key: string) =>
  world.records.get(key)?.content as unknown as Record<string, unknown>;
const shownAs = (lines: readonly SyncLine[]) =>
  lines.map(({ action, to, kind, name }) => `${action} ${to} ${kind} ${name}`);
const why = (conflicts: readonly SyncConflict[]) => conflicts.map((it) => `${it.why} ${it.kind} ${it.name}`);
const decided = (conflicts: readonly SyncConflict[], side: 'local' | 'remote') =>
  new Map(conflicts.map((it) => [conflictKey(it), side]));

beforeEach(() => {
  original = smallEnvironment('prod');
  copy = smallEnvironment('offline');
  put(original, 'connection', 'c1', connection(retail, 'sftp'));
  put(original, 'user', 'u1', user('chloe'));
  sync(copy, original);
});

describe('what changed on one side', () => {
  test('goes to the other with its id, and with who and when', () => {
    put(copy, 'connection', 'c2', connection({ name: 'new', displayName: 'New' }, 'mailchimp'));
    put(original, 'connection', 'c1', { settings: { hostname: 'other.example' } });
    const { plan, batches } = planned(copy, original, { keepSecrets: true });

    expect(shownAs(plan.lines)).toEqual(['change local connection retail', 'create remote connection new']);
    expect(plan.lines[0]).toMatchObject({
      ...noor,
      fields: [{ field: 'settings.hostname', before: '0.example', after: 'other.example' }],
    });
    expect(batches.remote.flat()).toMatchObject([
      {
        change: 'sync.put',
        id: 'c2',
        ifRevision: 0,
        made: noor,
        changed: noor,
        origin: { environment: 'offline', displayName: 'OFFLINE', ...noor },
      },
    ]);
    expect(batches.local.flat()).toMatchObject([{ id: 'c1', ifRevision: 1 }]);
  });

  test('is removed where it was removed, and renamed where it was renamed', () => {
    remove(copy, 'user', 'u1');
    put(copy, 'connection', 'c1', { name: 'sales' });
    const { plan } = sync(copy, original);

    expect(shownAs(plan.lines)).toEqual(['remove remote user chloe', 'rename remote connection sales']);
    expect(plan.lines[1]?.from).toBe('retail');
    expect([...original.records.keys()]).toEqual(['environment/environment', 'connection/c1']);
  });

  test('comes back where nobody knows what was agreed on: nothing is removed for that', () => {
    remove(copy, 'user', 'u1');
    copy.base = new Map();

    expect(shownAs(planned(copy, original).plan.lines)).toEqual(['create local user chloe']);
  });

  test('is no change of a side that a sync wrote last, so that a kill between the sides does no harm', () => {
    put(copy, 'user', 'u1', { displayName: 'Chloe' });
    sync(copy, original, {}, { lists: 1 });
    put(copy, 'user', 'u1', { displayName: 'Chloe B' });
    const { plan } = sync(copy, original);

    expect([shownAs(plan.lines), plan.conflicts]).toEqual([['change remote user chloe'], []]);
    expect(of(original, 'user/u1').displayName).toBe('Chloe B');
  });
});

test('what a sync wrote counts as this side’s own where the other has been restored since, and knows nothing of it', () => {
  const backup = { ...copy };
  put(copy, 'user', 'u1', { displayName: 'Chloe' });
  sync(copy, original);
  Object.assign(copy, backup);
  const { plan } = sync(copy, original);

  expect(shownAs(plan.lines)).toEqual(['change local user chloe']);
});

describe('what changed on both sides', () => {
  test('alike is agreed on', () => {
    for (const world of [copy, original]) put(world, 'user', 'u1', { displayName: 'Chloe' });
    const { plan, base, settled } = sync(copy, original);

    expect([plan.lines, plan.conflicts, settled, base.length]).toEqual([[], [], true, 1]);
  });

  test('differently is shown field by field and left until it is decided', () => {
    put(copy, 'connection', 'c1', { settings: { hostname: 'mine.example' } });
    put(original, 'connection', 'c1', { settings: { hostname: 'theirs.example' }, sharedWith: ['u1'] });
    const { plan, batches, settled } = sync(copy, original);

    expect(plan.conflicts).toMatchObject([
      {
        why: 'both',
        name: 'retail',
        local: { ...noor, removed: false },
        fields: [
          { field: 'settings.hostname', base: '0.example', local: 'mine.example', remote: 'theirs.example' },
          { field: 'share', base: 'administrators', local: 'administrators', remote: ['user:chloe'] },
        ],
        decided: null,
      },
    ]);
    expect([batches, settled, plan.counts.undecided]).toEqual([{ local: [], remote: [] }, false, 1]);

    const after = sync(copy, original, { decisions: decided(plan.conflicts, 'local'), keepSecrets: true });

    expect([after.plan.counts.conflicts, after.plan.counts.undecided, after.settled]).toEqual([1, 0, true]);
    expect(of(original, 'connection/c1')).toMatchObject({
      settings: { hostname: 'mine.example' },
      sharedWith: 'administrators',
    });
  });

  test('is the version of the side that is preferred', () => {
    put(copy, 'user', 'u1', { displayName: 'Mine' });
    put(original, 'user', 'u1', { displayName: 'Theirs' });
    sync(copy, original, { prefer: 'remote' });

    expect(of(copy, 'user/u1').displayName).toBe('Theirs');
  });

  test('and was removed on one of them is decided by nobody else', () => {
    remove(copy, 'user', 'u1');
    put(original, 'user', 'u1', { displayName: 'Chloe' });
    const { plan } = planned(copy, original);

    expect(plan.conflicts).toMatchObject([
      {
        why: 'removed',
        local: { removed: true },
        remote: { removed: false },
        fields: [{ field: 'displayName', local: null, remote: 'Chloe' }],
      },
    ]);
    expect(shownAs(planned(copy, original, { prefer: 'local' }).plan.lines)).toEqual(['remove remote user chloe']);
    expect(shownAs(planned(copy, original, { prefer: 'remote' }).plan.lines)).toEqual(['create local user chloe']);
  });

  test('and differs only in what follows from other changes is the version of the original', () => {
    put(original, 'export', 'e1', dependent(retail, { id: 'c1' }, 'sftp'));
    sync(copy, original);
    put(copy, 'export', 'e1', { schedule: 'off', scheduledAt: '2026-11-21T00:00:00.000Z' });
    put(original, 'export', 'e1', { schedule: 'off', scheduledAt: '2026-11-22T00:00:00.000Z' });

    expect(sync(copy, original).plan.conflicts).toEqual([]);
    expect(of(copy, 'export/e1').scheduledAt).toBe('2026-11-22T00:00:00.000Z');
  });
});

describe('secrets', () => {
  const stored = (changedAt: string) => ({ secrets: { password: { source: 'stored', changedAt } } });
  const secretOf = (world: SmallEnvironment) =>
    (of(world, 'connection/c1').secrets as Record<string, unknown>).password;

  test('that are stored become holes that are listed, and what the receiver has stays', () => {
    const { plan } = planned(smallEnvironment('another'), original);
    expect(plan.holes).toEqual([{ side: 'local', connection: 'retail', field: 'password' }]);
    expect(secretOf(copy)).toEqual({ source: 'missing' });

    put(copy, 'connection', 'c1', stored('2026-11-21T00:00:00.000Z'));
    put(original, 'connection', 'c1', { displayName: 'Retail nightly' });
    const next = sync(copy, original);

    expect([next.plan.holes, next.plan.conflicts]).toEqual([[], []]);
    expect(secretOf(copy)).toEqual({ source: 'stored', changedAt: '2026-11-21T00:00:00.000Z' });
  });

  test('that are stored there are not sent to another target unless that is said (D14)', () => {
    put(copy, 'connection', 'c1', { settings: { hostname: 'other.example' } });
    const { plan, batches, settled } = planned(copy, original);

    expect(plan.lines).toMatchObject([{ action: 'blocked', to: 'remote', blocked: [{ code: 'secrets-travel' }] }]);
    expect([batches.remote, settled]).toEqual([[], false]);
    put(copy, 'user', 'u1', { displayName: 'Chloe' });
    const kept = planned(copy, original, { keepSecrets: true }).batches.remote.flat();
    expect(kept.map((it) => 'keepSecrets' in it)).toEqual([false, true]);
  });

  test('come along where that is asked for, into holes and in place of older ones', () => {
    put(copy, 'connection', 'c1', stored('2026-11-21T00:00:00.000Z'));
    const there = planned(copy, original, { withSecrets: true });
    // Of which one counts nothing was agreed on.
    expect(there.plan.conflicts).toMatchObject([{ why: 'both', fields: [{ field: 'secrets.password' }] }]);
    const brought = sync(copy, original, { withSecrets: true, prefer: 'local' });
    expect(brought.batches.remote.flat()).toMatchObject([{ id: 'c1', brings: ['password'] }]);

    put(original, 'connection', 'c1', { ...stored('2026-11-23T00:00:00.000Z'), settings: { hostname: 'new.example' } });
    const { batches } = sync(copy, original, { withSecrets: true });
    expect(batches.local.flat()).toMatchObject([{ id: 'c1', brings: ['password'] }]);
    expect(secretOf(copy)).toEqual(secretOf(original));
  });

  test('that both have go to the target that one side let them go to, where they are brought along', () => {
    put(copy, 'connection', 'c1', stored('2026-11-21T00:00:00.000Z'));
    sync(copy, original, { withSecrets: true, prefer: 'local' });
    put(original, 'connection', 'c1', { settings: { hostname: 'other.example' } });

    const without = planned(copy, original).plan.lines[0]?.blocked;
    expect(without?.[0]?.message).toContain('`--with-secrets` brings another along');
    const { plan, batches } = planned(copy, original, { withSecrets: true });
    expect([shownAs(plan.lines), plan.holes]).toEqual([['change local connection retail'], []]);
    expect(batches.local.flat()).toMatchObject([{ id: 'c1', brings: ['password'] }]);
  });

  test('that fill a hole are no change of what was agreed on: what one side alone edited or removed goes over', () => {
    put(copy, 'connection', 'c1', { displayName: 'Retail nightly' });
    const edited = sync(copy, original, { withSecrets: true });

    expect(edited.plan.conflicts).toEqual([]);
    expect(edited.batches.local.flat()).toMatchObject([{ id: 'c1', brings: ['password'] }]);
    expect(of(original, 'connection/c1').displayName).toBe('Retail nightly');
    expect(secretOf(copy)).toEqual(secretOf(original));

    put(original, 'connection', 'c2', connection({ name: 'new', displayName: 'New' }, 'sftp'));
    sync(copy, original);
    remove(copy, 'connection', 'c2');
    expect(shownAs(planned(copy, original, { withSecrets: true }).plan.lines)).toEqual([
      'remove remote connection new',
    ]);
    put(original, 'connection', 'c2', { displayName: 'Newer' });
    expect(why(planned(copy, original, { withSecrets: true }).plan.conflicts)).toEqual(['removed connection new']);
  });

  test('that would go to another target are told once, and to be brought along only where there are any', () => {
    put(copy, 'connection', 'c1', { settings: { hostname: 'other.example' } });
    for (const withSecrets of [false, true]) {
      const { plan } = planned(copy, original, { withSecrets });
      expect(plan.lines.map(({ to, blocked }) => [to, blocked?.map(({ message }) => message)])).toEqual([
        ['remote', ['it would send password, stored there, to another target; `--keep-secrets` keeps it']],
      ]);
    }
    put(copy, 'connection', 'c1', stored('2026-11-21T00:00:00.000Z'));
    expect(planned(copy, original).plan.lines[0]?.blocked?.[0]?.message).toContain('`--with-secrets` brings another');
  });

  test('that come from the key vault travel by name, and never become stored ones (R29)', () => {
    const vaulted = { source: 'keyvault', secret: 'retail', version: null };
    put(original, 'environment', 'environment', { keyVault: vaultOf('contoso') });
    put(original, 'connection', 'c1', { secrets: { password: vaulted } });
    const { plan } = sync(copy, original);
    expect(shownAs(plan.lines)).toEqual(['change local environment environment', 'change local connection retail']);
    expect(plan.lines[1]?.fields).toEqual([{ field: 'secrets.password', before: 'missing', after: 'keyvault:retail' }]);
    expect(secretOf(copy)).toEqual(vaulted);

    copy.base = new Map();
    put(copy, 'connection', 'c1', stored('2026-11-21T00:00:00.000Z'));
    const back = planned(copy, original, { prefer: 'local' });
    expect(back.plan.lines).toMatchObject([{ action: 'blocked', blocked: [{ code: 'from-vault' }] }]);
  });

  test('of a key vault that another one replaces have to be moved first (R27)', () => {
    const vaulted = { source: 'keyvault', secret: 'retail', version: null };
    put(original, 'environment', 'environment', { keyVault: vaultOf('contoso') });
    sync(copy, original);
    put(copy, 'connection', 'c2', {
      ...connection({ name: 'new', displayName: 'New' }, 'sftp'),
      secrets: { password: vaulted },
    });
    put(original, 'environment', 'environment', { keyVault: vaultOf('fabrikam') });
    const { plan, batches } = planned(copy, original);

    expect(plan.lines).toMatchObject([
      {
        action: 'blocked',
        kind: 'environment',
        to: 'local',
        blocked: [{ code: 'vault-used', message: expect.stringContaining('new') }],
      },
      { action: 'blocked', kind: 'connection', to: 'remote', blocked: [{ code: 'waits' }] },
    ]);
    expect(batches).toEqual({ local: [], remote: [] });
  });
});

function vaultOf(name: string) {
  const consent = { version: '2026-11', ...noor };
  return {
    name,
    url: `https://${name}.vault.azure.net`,
    credential: 'azure-cli',
    consent,
    linkedAt: at,
    linkedBy: 'noor',
  };
}

describe('what refers to others', () => {
  test('names a user no longer who was removed on the other side', () => {
    remove(original, 'user', 'u1');
    put(copy, 'connection', 'c2', {
      ...connection({ name: 'new', displayName: 'New' }, 'mailchimp'),
      sharedWith: ['u1'],
    });
    sync(copy, original);

    for (const world of [copy, original]) expect(of(world, 'connection/c2').sharedWith).toBe('administrators');
  });

  test('is not in conflict where only the share of a removed user was dropped', () => {
    put(original, 'connection', 'c1', { sharedWith: ['u1'] });
    sync(copy, original);
    remove(original, 'user', 'u1');
    put(copy, 'connection', 'c1', { displayName: 'Retail nightly' });
    const { plan } = sync(copy, original);

    expect(plan.conflicts).toEqual([]);
    expect(of(original, 'connection/c1')).toMatchObject({
      displayName: 'Retail nightly',
      sharedWith: 'administrators',
    });
  });

  test('makes a removed connection a question, which disconnects or brings back', () => {
    remove(original, 'connection', 'c1');
    put(copy, 'export', 'e1', dependent({ name: 'east', displayName: 'East' }, { id: 'c1' }, 'sftp'));
    const { plan, batches } = planned(copy, original);

    expect(plan.conflicts).toMatchObject([
      {
        why: 'used',
        kind: 'connection',
        name: 'retail',
        others: [{ kind: 'export', name: 'east', side: 'local' }],
        local: { removed: false },
        remote: { removed: true },
      },
    ]);
    expect(plan.lines).toMatchObject([
      {
        action: 'blocked',
        kind: 'export',
        blocked: [{ code: 'waits', message: 'it waits for the connection `retail`' }],
      },
    ]);
    expect(batches).toEqual({ local: [], remote: [] });

    expect(shownAs(planned(copy, original, { prefer: 'local' }).plan.lines)).toEqual([
      'create remote connection retail',
      'create remote export east',
    ]);
    sync(copy, original, { decisions: decided(plan.conflicts, 'remote') });
    for (const world of [copy, original]) {
      expect(of(world, 'export/e1')).toMatchObject({ connection: null, lastConnection: 'c1', status: 'inactive' });
      expect(of(world, 'connection/c1')).toBeUndefined();
    }
  });

  test('asks once about a connection that was removed, changed and used', () => {
    remove(original, 'connection', 'c1');
    put(copy, 'connection', 'c1', { displayName: 'Retail nightly' });
    put(copy, 'enrichment', 'n1', dependent({ name: 'east', displayName: 'East' }, { id: 'c1' }, 'sftp'));

    expect(why(planned(copy, original).plan.conflicts)).toEqual(['removed connection retail']);
    const { plan } = sync(copy, original, { prefer: 'remote' });
    expect(plan.conflicts).toMatchObject([{ why: 'removed', others: [{ kind: 'enrichment', name: 'east' }] }]);
    expect(of(original, 'enrichment/n1')).toMatchObject({ connection: null, status: 'inactive' });
  });

  test('loses a removed connection unasked where it is an inactive enrichment (D8)', () => {
    remove(original, 'connection', 'c1');
    const off = {
      ...dependent({ name: 'east', displayName: 'East' }, { id: 'c1' }, 'sftp'),
      status: 'inactive' as const,
    };
    put(copy, 'enrichment', 'n1', off);
    const { plan } = sync(copy, original);

    expect(plan.conflicts).toEqual([]);
    expect(of(original, 'enrichment/n1')).toMatchObject({ connection: null, lastConnection: 'c1' });
  });

  test('brings back a custom type that is still used, without asking', () => {
    put(original, 'type', 't1', custom('own', 'Own'));
    sync(copy, original);
    remove(original, 'type', 't1');
    put(copy, 'connection', 'c2', connection({ name: 'new', displayName: 'New' }, 'own'));

    expect(shownAs(sync(copy, original).plan.lines)).toEqual([
      'create remote type own',
      'create remote connection new',
    ]);
    remove(original, 'connection', 'c2');
    remove(original, 'type', 't1');
    expect(shownAs(sync(copy, original).plan.lines)).toEqual(['remove local type own', 'remove local connection new']);
  });

  test('waits for what is undecided, however far that is', () => {
    put(original, 'type', 't1', custom('own', 'Own'));
    put(copy, 'type', 't2', custom('own', 'Mine'));
    put(copy, 'connection', 'c2', connection({ name: 'new', displayName: 'New' }, 'own'));
    put(copy, 'export', 'e1', dependent({ name: 'east', displayName: 'East' }, { id: 'c2' }, 'own'));
    const { plan, batches } = planned(copy, original);

    expect(why(plan.conflicts)).toEqual(['name type own']);
    expect(plan.lines.map(({ action, blocked }) => `${action} ${blocked?.[0]?.code}`)).toEqual([
      'blocked waits',
      'blocked waits',
    ]);
    expect(batches).toEqual({ local: [], remote: [] });
  });
});

test('what goes waits for what is undecided and still uses it, and so does what is shared with an undecided user', () => {
  put(original, 'export', 'e1', dependent({ name: 'east', displayName: 'East' }, { id: 'c1' }, 'sftp'));
  sync(copy, original);
  put(copy, 'export', 'e1', { schedule: 'off' });
  put(copy, 'user', 'u1', { displayName: 'Chloe' });
  put(copy, 'connection', 'c2', {
    ...connection({ name: 'new', displayName: 'New' }, 'mailchimp'),
    sharedWith: ['u1'],
  });
  put(original, 'export', 'e1', { connection: null, status: 'inactive' });
  remove(original, 'connection', 'c1');
  remove(original, 'user', 'u1');
  const { plan, batches } = planned(copy, original);

  expect(why(plan.conflicts)).toEqual(['both export east', 'removed user chloe']);
  expect(plan.lines.map(({ name, blocked }) => `${name}: ${blocked?.[0]?.message}`)).toEqual([
    'retail: it waits for the export `east`',
    'new: it waits for the user `chloe`',
  ]);
  expect(batches).toEqual({ local: [], remote: [] });
});

const custom = (id: string, label: string): Content<'type'> => ({
  name: id,
  displayName: label,
  declaration: { ...(allTypes.get('sftp') as ConnectionType), id, label },
});

describe('names', () => {
  test('that two want are kept by the winner; the other gets the first that is free', () => {
    put(original, 'connection', 'c9', connection({ name: 'sales-2', displayName: 'Other' }, 'sftp'));
    sync(copy, original);
    put(original, 'connection', 'c2', connection({ name: 'sales', displayName: 'Sales' }, 'sftp'));
    put(copy, 'connection', 'c3', connection({ name: 'sales', displayName: 'SALES' }, 'sftp'));
    const { plan, batches } = planned(copy, original);
    expect(plan.conflicts).toMatchObject([
      {
        why: 'name',
        name: 'sales',
        others: [{ kind: 'connection', name: 'sales', side: 'remote' }],
        fields: [{ field: 'name' }, { field: 'displayName', local: 'SALES', remote: 'Sales' }],
      },
    ]);
    expect(batches).toEqual({ local: [], remote: [] });

    sync(copy, original, { decisions: decided(plan.conflicts, 'remote') });
    for (const world of [copy, original]) {
      expect(of(world, 'connection/c3')).toMatchObject({ name: 'sales-3', displayName: 'SALES (2)' });
      expect(of(world, 'connection/c2')).toMatchObject({ name: 'sales', displayName: 'Sales' });
    }
  });

  test('that were made up before a kill are made up again', () => {
    put(original, 'connection', 'c2', connection({ name: 'sales', displayName: 'Sales' }, 'sftp'));
    put(copy, 'connection', 'c3', connection({ name: 'sales', displayName: 'Sales' }, 'sftp'));
    sync(copy, original, { prefer: 'remote' }, { lists: 1 });
    expect(of(original, 'connection/c3').name).toBe('sales-2');
    sync(copy, original, { prefer: 'remote' });

    for (const world of [copy, original]) expect(of(world, 'connection/c3').displayName).toBe('Sales (2)');
  });

  test('are made as the type wants its display names', () => {
    put(original, 'connection', 'c2', connection({ name: 'ml', displayName: 'Ml' }, 'azure-machine-learning'));
    put(copy, 'connection', 'c3', connection({ name: 'ml', displayName: 'Ml' }, 'azure-machine-learning'));
    const { batches } = planned(copy, original, { prefer: 'local' });

    expect(batches.local.flat().find(({ id }) => id === 'c2')).toMatchObject({
      content: { name: 'ml-2', displayName: 'Ml2' },
    });
  });

  test('that were exchanged are no conflict', () => {
    put(original, 'connection', 'c2', connection({ name: 'sales', displayName: 'Sales' }, 'sftp'));
    sync(copy, original);
    const [one, two] = ['connection/c1', 'connection/c2'].map((key) => of(copy, key)) as [object, object];
    write(
      copy,
      [
        { kind: 'connection', id: 'c1', content: { ...one, name: 'sales', displayName: 'Sales' } as AnyContent },
        { kind: 'connection', id: 'c2', content: { ...two, ...retail } as AnyContent },
      ],
      noor,
    );
    const { plan, batches } = sync(copy, original, {}, { each: 1 });

    expect([plan.conflicts, batches.remote.length]).toEqual([[], 1]);
    expect(of(original, 'connection/c1').name).toBe('sales');
  });

  test('that something undecided still has are waited for', () => {
    put(original, 'connection', 'c1', { name: 'sales' });
    put(copy, 'connection', 'c1', { displayName: 'Retail nightly' });
    put(copy, 'connection', 'c2', connection({ name: 'sales', displayName: 'Sales' }, 'sftp'));
    const { plan, batches } = planned(copy, original);

    expect(why(plan.conflicts)).toEqual(['both connection retail']);
    expect(plan.lines).toMatchObject([{ action: 'blocked', name: 'sales', to: 'remote' }]);
    expect(batches).toEqual({ local: [], remote: [] });
  });

  test('of users go by account, whatever the case', () => {
    put(original, 'user', 'u2', user('Dana@contoso.example'));
    put(copy, 'user', 'u3', user('dana@contoso.example'));
    sync(copy, original, { prefer: 'remote' });

    expect(of(original, 'user/u3').name).toBe('dana@contoso.example-2');
  });

  test('of users whom the same principal stands for are let go of by one of them', () => {
    const principal = { kind: 'user', issuer: 'https://issuer.example', subject: 's-1' };
    put(original, 'user', 'u2', { ...user('dana'), principal });
    put(copy, 'user', 'u3', { ...user('dan'), principal });
    expect(why(planned(copy, original).plan.conflicts)).toEqual(['name user dan']);
    sync(copy, original, { prefer: 'remote' });

    expect([of(copy, 'user/u3').principal, of(copy, 'user/u2').principal]).toEqual([null, principal]);
  });

  test('of custom types stay: one of two takes the place of the other, unasked where both say the same', () => {
    put(original, 'type', 't1', custom('own', 'Own'));
    put(copy, 'type', 't2', custom('own', 'Own'));
    put(copy, 'connection', 'c2', connection({ name: 'new', displayName: 'New' }, 'own'));
    const { plan } = sync(copy, original, {}, { each: 1 });

    expect(plan.conflicts).toEqual([]);
    for (const world of [copy, original])
      expect([world.records.has('type/t1'), world.records.has('type/t2')]).toEqual([true, false]);
  });
});

describe('a copy', () => {
  test('keeps to itself who keeps it, and whoever has that name elsewhere', () => {
    const keeper = smallEnvironment('kept');
    put(keeper, 'user', 'keeper', { ...user('noor'), role: 'administrator' });
    keeper.stays = ['keeper'];
    put(original, 'user', 'u7', user('Noor'));
    const { stays } = sync(keeper, original);

    expect(stays).toEqual(['keeper', 'u7']);
    expect([keeper.records.has('user/u7'), original.records.has('user/keeper'), keeper.records.has('user/u1')]).toEqual(
      [false, false, true],
    );
  });

  test('takes over what the environment says of itself, which is asked only where both say something', () => {
    put(original, 'environment', 'environment', { tenant: 'contoso' });
    const fresh = smallEnvironment('fresh');
    expect(sync(fresh, original).plan.conflicts).toEqual([]);
    expect(of(fresh, 'environment/environment').tenant).toBe('contoso');

    const other = smallEnvironment('other');
    put(other, 'environment', 'environment', { tenant: 'fabrikam' });
    expect(why(planned(other, original).plan.conflicts)).toEqual(['both environment environment']);
  });

  test('of more than fits in one list comes in several, in which nothing is missing', () => {
    const whole = smallEnvironment('whole');
    for (let n = 0; n < 12; n += 1)
      put(original, 'connection', `m${n}`, connection({ name: `m-${n}`, displayName: `M ${n}` }, 'sftp'));
    for (let n = 0; n < 12; n += 1)
      put(
        original,
        'export',
        `x${n}`,
        dependent({ name: `x-${n}`, displayName: `X ${n}` }, { id: `m${11 - n}` }, 'sftp'),
      );
    const { batches } = sync(whole, original, {}, { each: 5 });

    expect(batches.local.map((list) => list.length)).toEqual([5, 5, 5, 5, 5, 1]);
    expect(whole.records.size).toBe(original.records.size);
  });

  test('takes over in lists of any length what took the name of something else', () => {
    put(original, 'export', 'e1', dependent({ name: 'east', displayName: 'East' }, { id: 'c1' }, 'sftp'));
    put(original, 'connection', 'c1', { sharedWith: ['u1'] });
    sync(copy, original);
    // A connection in the place of another, shared with a user in the place of another.
    put(original, 'connection', 'c2', connection({ name: 'next', displayName: 'Next' }, 'sftp'));
    put(original, 'export', 'e1', { connection: 'c2' });
    remove(original, 'connection', 'c1');
    put(original, 'connection', 'c2', retail);
    remove(original, 'user', 'u1');
    put(original, 'user', 'u2', user('Chloe'));
    put(original, 'connection', 'c2', { sharedWith: ['u2'] });
    put(original, 'connection', 'c3', connection({ name: 'third', displayName: 'Third' }, 'sftp'));
    const { batches } = sync(copy, original, {}, { each: 1 });

    expect(batches.local.map((list) => list.length)).toEqual([5, 1]);
    expect([...copy.records.keys()].sort()).toEqual([...original.records.keys()].sort());
  });

  test('takes a share with a removed user away before another has their name', () => {
    put(original, 'connection', 'c1', { sharedWith: ['u1'] });
    sync(copy, original);
    remove(original, 'user', 'u1');
    put(original, 'user', 'u2', user('Chloe'));
    put(original, 'connection', 'c1', { sharedWith: ['u2'] });
    const { batches } = sync(copy, original, {}, { each: 1 });

    expect(batches.local.length).toBe(1);
    expect(of(copy, 'connection/c1').sharedWith).toEqual(['u2']);
  });

  test('has another administrator before one of them is none any longer (D10)', () => {
    put(original, 'user', 'a1', { ...user('ann'), role: 'administrator' });
    put(original, 'user', 'z1', user('zoe'));
    sync(copy, original);
    put(original, 'user', 'z1', { role: 'administrator' });
    put(original, 'user', 'a1', { role: 'viewer' });

    expect(
      sync(copy, original, {}, { each: 1 })
        .batches.local.flat()
        .map(({ id }) => id),
    ).toEqual(['z1', 'a1']);
  });

  test('is the same as its original where sets are in another order', () => {
    put(original, 'user', 'u2', user('dana'));
    sync(copy, original);
    put(original, 'connection', 'c1', { sharedWith: ['u2', 'u1'] });
    put(copy, 'connection', 'c1', { sharedWith: ['u1', 'u2'] });
    put(copy, 'user', 'u2', { exports: [] });

    expect(sync(copy, original).plan).toMatchObject({ lines: [], conflicts: [] });
  });

  test('that is a mirror asks nothing even where nobody knows what was agreed on', () => {
    put(copy, 'user', 'u1', { displayName: 'Mine' });
    put(copy, 'user', 'u2', user('dana'));
    copy.base = new Map();
    copy.marks = undefined;
    const { plan, batches } = sync(copy, original, { mirror: true });

    expect([plan.conflicts, batches.remote]).toEqual([[], []]);
    expect(shownAs(plan.lines)).toEqual(['change local user chloe', 'remove local user dana']);
  });
});
