import fc from 'fast-check';
import type { ConnectionType } from '../../../../src/fields/connection-type.ts';
import type { SyncKind, SyncRecord } from '../../../../src/model/sync.ts';
import { allTypes } from '../../../support/manifests.ts';
import { type AnyContent, type Content, type SmallEnvironment, type Written, write } from './small-world.ts';

/** What a person may do, with dice for everything that is open: whoever has none of that kind does nothing. */
export interface Edit {
  readonly verb: (typeof verbs)[number];
  readonly which: number;
  readonly name: number;
  readonly other: number;
  /** By the clock of whoever does it, which may be any. */
  readonly at: string;
}

const verbs = [
  'user.add',
  'user.edit',
  'user.remove',
  'type.add',
  'type.edit',
  'type.remove',
  'connection.add',
  'connection.rename',
  'connection.exchange',
  'connection.edit',
  'connection.secret',
  'connection.share',
  'connection.lock',
  'connection.remove',
  'dependent.add',
  'dependent.edit',
  'dependent.connect',
  'dependent.disconnect',
  'dependent.remove',
  'environment.edit',
] as const;

const often = [
  'connection.add',
  'connection.edit',
  'connection.rename',
  'dependent.add',
  'dependent.connect',
  'connection.remove',
] as const;

export const edits: fc.Arbitrary<Edit> = fc.record({
  verb: fc.constantFrom(...verbs, ...often),
  which: fc.nat(50),
  name: fc.nat(4),
  other: fc.nat(50),
  at: fc
    .date({ min: new Date('1990-01-01'), max: new Date('2060-01-01'), noInvalidDate: true })
    .map((it) => it.toISOString()),
});

const names = ['ada', 'ben', 'cas', 'dot', 'eve'] as const;
const shown = ['Ada', 'BEN', 'ben', 'Ada (2)', 'Eve'] as const;

/** Does it, if the environment allows it; the id of what was made comes from `newId`. Returns what was made or removed. */
export function edit(
  world: SmallEnvironment,
  { verb, which, name, other, at }: Edit,
  newId: () => string,
): { readonly made?: string; readonly removed?: string } {
  const all = <K extends SyncKind>(...kinds: readonly K[]) =>
    [...world.records.values()].filter((it) =>
      (kinds as readonly string[]).includes(it.kind),
    ) as unknown as SyncRecord<K>[];
  const pick = <T>(these: readonly T[], at: number = which): T | undefined => these[at % Math.max(1, these.length)];
  const dependents = () => all('export', 'enrichment');
  const id = newId();
  const done = (writes: readonly Written[], told: { made?: string; removed?: string } = {}) => {
    try {
      write(world, writes, { by: `${world.id}-person`, at });
      return told;
    } catch {
      return {};
    }
  };
  const put = (record: SyncRecord | undefined, content: object) =>
    record === undefined ? {} : done([{ ...record, content: { ...record.content, ...content } as AnyContent }]);
  const add = (kind: SyncKind, content: AnyContent) => done([{ kind, id, content }], { made: `${kind}/${id}` });
  const remove = (record: SyncRecord | undefined, before: readonly Written[] = []) =>
    record === undefined
      ? {}
      : done([...before, { ...record, content: null }], { removed: `${record.kind}/${record.id}` });
  const named = { name: names[name] ?? 'ada', displayName: shown[other % shown.length] ?? 'Ada' };
  switch (verb) {
    case 'user.add':
      return add('user', { ...named, role: 'contributor', exports: null, principal: null, manifest: null });
    case 'user.edit': {
      const exports = all('export')
        .slice(0, other % 3)
        .map((it) => it.id);
      return put(pick(all('user').filter(({ id }) => id !== 'keeper')), {
        displayName: named.displayName,
        role: exports.length > 0 ? 'runner' : 'contributor',
        exports: exports.length > 0 ? exports : null,
      });
    }
    case 'user.remove':
      return remove(pick(all('user').filter(({ id }) => id !== 'keeper')));
    case 'type.add':
      return add('type', { ...customType(names[name % 2] ?? 'ada', other), displayName: 'Own' });
    case 'type.edit': {
      const type = pick(all('type'));
      return put(type, type === undefined ? {} : customType(type.content.name, other));
    }
    case 'type.remove': {
      const type = pick(all('type'));
      const uses = [...all('connection'), ...dependents()].some((it) => it.content.type === type?.content.name);
      return uses ? {} : remove(type);
    }
    case 'connection.add': {
      const type = pick(['sftp', 'mailchimp', 'experian', ...all('type').map((it) => it.content.name)]) ?? 'sftp';
      return add('connection', connection(named, type, other, at));
    }
    case 'connection.rename':
      return put(pick(all('connection')), named);
    case 'connection.exchange': {
      const [one, two] = [pick(all('connection')), pick(all('connection'), other)];
      if (one === undefined || two === undefined || one === two) return {};
      const as = ({ content: { name, displayName } }: SyncRecord<'connection'>) => ({ name, displayName });
      return done([
        { ...one, content: { ...one.content, ...as(two) } },
        { ...two, content: { ...two.content, ...as(one) } },
      ]);
    }
    case 'connection.edit':
      return put(pick(all('connection')), { settings: { hostname: `${other % 3}.example` } });
    case 'connection.secret':
      return put(pick(all('connection')), { secrets: { password: { source: 'stored', changedAt: at } } });
    case 'connection.share': {
      const users = all('user')
        .slice(0, other % 3)
        .map((it) => it.id);
      return put(pick(all('connection')), { sharedWith: users.length === 0 ? 'contributors' : users });
    }
    case 'connection.lock':
      return put(pick(all('connection')), { lock: other % 2 === 0 ? null : { reason: 'kept', by: 'ada', at } });
    case 'connection.remove': {
      const gone = pick(all('connection'));
      const uses = dependents().filter((it) => it.content.connection === gone?.id);
      const blocks = uses.some((it) => it.kind === 'export' || it.content.status === 'active');
      const loses = uses.map((it) => ({
        ...it,
        content: { ...it.content, connection: null, lastConnection: gone?.id ?? null },
      }));
      return blocks ? {} : remove(gone, loses as Written[]);
    }
    case 'dependent.add': {
      const on = pick(all('connection'));
      const kind = other % 2 === 0 ? 'export' : 'enrichment';
      return add(kind, dependent(named, on, on?.content.type ?? 'sftp'));
    }
    case 'dependent.edit':
      return put(pick(dependents()), { schedule: other % 2 === 0 ? 'off' : 'refresh', scheduledAt: at });
    case 'dependent.connect': {
      const it = pick(dependents());
      const on = pick(
        all('connection').filter(({ content }) => content.type === it?.content.type),
        other,
      );
      return on === undefined
        ? {}
        : put(it, { connection: on.id, lastConnection: it?.content.connection ?? null, status: 'active' });
    }
    case 'dependent.disconnect': {
      const it = pick(dependents());
      if (it?.kind === 'enrichment') return put(it, { status: 'inactive' });
      return put(it, { connection: null, lastConnection: it?.content.connection ?? null, status: 'inactive' });
    }
    case 'dependent.remove':
      return remove(pick(dependents()));
    case 'environment.edit':
      return put(pick(all('environment')), { tenant: `tenant-${other % 3}` });
  }
}

function customType(name: string, other: number): Pick<Content<'type'>, 'name' | 'declaration'> {
  const declaration = { ...(allTypes.get('sftp') as ConnectionType), id: name, label: `Own ${other % 3}` };
  return { name, declaration };
}

/** A connection as people make them. */
export function connection(
  named: { readonly name: string; readonly displayName: string },
  type: string,
  other = 0,
  at = '2026-11-02T00:00:00.000Z',
): Content<'connection'> {
  return {
    ...named,
    type,
    purpose: 'export',
    settings: { hostname: `${other % 3}.example` },
    secrets: { password: { source: 'stored', changedAt: at } },
    sharedWith: 'administrators',
    consent: null,
    lock: null,
    tenant: null,
    hostKey: null,
    signIn: null,
    manifest: null,
  };
}

/** An export or enrichment as people make them. */
export function dependent(
  named: { readonly name: string; readonly displayName: string },
  on: { readonly id: string } | undefined,
  type: string,
): Content<'export'> {
  return {
    ...named,
    type,
    status: on === undefined ? 'inactive' : 'active',
    connection: on?.id ?? null,
    lastConnection: null,
    settings: {},
    schedule: 'refresh',
    scheduledAt: null,
    command: null,
    manifest: null,
  };
}
