import { check } from '../../fields/check.ts';
import type { ConnectionType } from '../../fields/connection-type.ts';
import { overLimits } from '../../fields/over-limits.ts';
import { issueOf } from '../../kernel/issues.ts';
import { problem } from '../../kernel/problem.ts';
import { warning } from '../../kernel/warning.ts';
import type { Change, GivenSettings } from '../../model/change.ts';
import type { Connection } from '../../model/connection.ts';
import type { Dependent, DependentKind } from '../../model/dependent.ts';
import { displayNameIssues, nameOr } from '../../model/naming.ts';
import { mayUse, permission } from '../../model/policy.ts';
import { parseSchedule, scheduleExamples, scheduleRule } from '../../model/schedule.ts';
import { refuse } from '../refuse.ts';
import { atRevision, made, notFound, type Outcome, outcome, required, type Scene, touched } from '../scene.ts';

type Add = Extract<Change, { change: 'export.add' | 'enrichment.add' }>;
type Edit = Extract<Change, { change: 'export.edit' | 'enrichment.edit' }>;
type Connect = Extract<Change, { change: 'export.connect' | 'enrichment.connect' }>;
type Only = Extract<
  Change,
  {
    change:
      | 'export.disconnect'
      | 'export.remove'
      | 'enrichment.activate'
      | 'enrichment.deactivate'
      | 'enrichment.remove';
  }
>;

/** Adds an export (R16, R33) or enrichment (R21, R23). No usage field is needed to save it (D18). */
export async function dependentAdd(scene: Scene, kind: DependentKind, change: Add): Promise<Outcome> {
  const connection = change.connection === undefined ? null : await usable(scene, change.connection);
  const displayName = change.displayName.trim().replace(/\s+/g, ' ');
  const naming = nameOr(change.name, displayName);
  const issues = [...displayNameIssues(change.displayName), ...naming.issues];
  const typeId = change.type ?? connection?.type;
  if (typeId === undefined) {
    const help = 'the connection it uses, or the type it will have';
    refuse(kind, [...issues, issueOf('missing', 'connection', { label: 'Connection', help })], {});
    throw notFound('connection', '');
  }
  if (connection === null && scene.actor.role === 'contributor' && kind === 'export') {
    refuse(
      kind,
      [...issues, issueOf('missing', 'connection', { label: 'Connection', help: 'one that is shared with you' })],
      {},
    );
  }
  const type = await usableType(scene, kind, typeId);
  if (connection !== null) sameType(kind, displayName, type.id, connection);
  if (change.ifExists !== undefined && change.ifExists !== 'fail') {
    const there = (await scene.work.find(kind, naming.name)) ?? (await scene.work.find(kind, displayName));
    if (there !== undefined) return whenThere(scene, kind, change, there, connection);
  }
  const settings = judged(kind, type, change.settings ?? {}, issues);
  const dependent: Dependent = {
    id: scene.newId(),
    name: naming.name,
    displayName,
    type: type.id,
    status: connection === null ? 'inactive' : 'active',
    connection: connection?.id ?? null,
    lastConnection: null,
    settings,
    schedule: scheduleOf(change.schedule ?? 'refresh'),
    lastRun: null,
    ...made(scene),
  };
  scene.work.add(kind, dependent);
  await counted(scene, kind, null, dependent.connection);
  for (const it of overLimits(type, {
    ...settings,
    ...(kind === 'enrichment' ? { enrichments: await scene.work.countOfType(kind, type.id) } : {}),
  })) {
    scene.warn(it);
  }
  if (connection?.status === 'awaiting sign-in') scene.warn(warning('awaiting-sign-in', { name: connection.name }));
  return outcome(kind, dependent, 'created', ['connection', 'schedule', ...Object.keys(settings)]);
}

async function whenThere(
  scene: Scene,
  kind: DependentKind,
  change: Add,
  there: Dependent,
  connection: Connection | null,
): Promise<Outcome> {
  if (change.ifExists === 'skip') return outcome(kind, there, 'unchanged');
  if (connection !== null) sameType(kind, there.name, there.type, connection);
  const { settings = {}, schedule, ifRevision } = change;
  const edited = await dependentEdit(scene, kind, {
    change: `${kind}.edit`,
    dependent: there.id,
    set: settings,
    ...(schedule === undefined ? {} : { schedule }),
    ...(ifRevision === undefined ? {} : { ifRevision }),
  } as Edit);
  if (connection === null || connection.id === there.connection) return edited;
  return dependentConnect(scene, kind, {
    change: `${kind}.connect`,
    dependent: there.id,
    connection: connection.id,
  } as Connect);
}

/** Changes what is sent and how often (R20), or its names. */
export async function dependentEdit(scene: Scene, kind: DependentKind, change: Edit): Promise<Outcome> {
  const before = await editable(scene, kind, change.dependent, change.ifRevision, 'edit');
  const type = await scene.types.get(before.type);
  const displayName = change.displayName?.trim().replace(/\s+/g, ' ') ?? before.displayName;
  const { name, issues } = nameOr(change.name ?? before.name, displayName);
  const kept = Object.entries(before.settings).filter(([key]) => !change.unset?.includes(key));
  const unknown = (change.unset ?? []).filter((key) => !Object.hasOwn(type.usage, key));
  const settings = judged(kind, type, { ...Object.fromEntries(kept), ...change.set }, [
    ...displayNameIssues(displayName),
    ...issues,
    ...unknown.map((key) => issueOf('unknown', key, { key, known: Object.keys(type.usage) })),
  ]);
  const schedule = change.schedule === undefined ? before.schedule : scheduleOf(change.schedule);
  const moved = new Set([...Object.keys(before.settings), ...Object.keys(settings)]);
  const fields = [
    ...(displayName === before.displayName ? [] : ['displayName']),
    ...(name === before.name ? [] : ['name']),
    ...[...moved].filter((key) => JSON.stringify(before.settings[key]) !== JSON.stringify(settings[key])),
    ...(schedule === before.schedule ? [] : ['schedule']),
  ];
  if (fields.length > 0) for (const it of overLimits(type, settings)) scene.warn(it);
  return saved(scene, kind, before, { displayName, name, settings, schedule }, fields);
}

/** Gives it a connection of its type (D6) that the actor may use; that makes it active (R19, R22). */
export async function dependentConnect(scene: Scene, kind: DependentKind, change: Connect): Promise<Outcome> {
  const before = await editable(scene, kind, change.dependent, change.ifRevision, 'connect');
  const connection = await usable(scene, change.connection);
  sameType(kind, before.name, before.type, connection);
  if (before.connection === connection.id && before.status === 'active') return outcome(kind, before, 'unchanged');
  await counted(scene, kind, before.connection, connection.id);
  const lastConnection =
    before.connection === connection.id ? before.lastConnection : (before.connection ?? before.lastConnection);
  const moved = { connection: connection.id, lastConnection, status: 'active' } as const;
  return saved(scene, kind, before, moved, [
    ...(before.connection === connection.id ? [] : ['connection']),
    ...(before.status === 'active' ? [] : ['status']),
  ]);
}

/** Takes the connection away and keeps everything else (R17). Administrators only (R18). */
export async function exportDisconnect(scene: Scene, change: Only): Promise<Outcome> {
  const before = await editable(scene, 'export', change.dependent, change.ifRevision, 'disconnect');
  if (before.connection === null) return outcome('export', before, 'unchanged');
  await counted(scene, 'export', before.connection, null);
  return saved(scene, 'export', before, { connection: null, lastConnection: before.connection, status: 'inactive' }, [
    'connection',
    'status',
  ]);
}

/** Stops an enrichment, which keeps its configuration and its connection (R22). */
export async function enrichmentDeactivate(scene: Scene, change: Only): Promise<Outcome> {
  const before = await editable(scene, 'enrichment', change.dependent, change.ifRevision, 'deactivate');
  return saved(scene, 'enrichment', before, { status: 'inactive' }, before.status === 'inactive' ? [] : ['status']);
}

/** Starts it again; it needs a connection for that (R22). */
export async function enrichmentActivate(scene: Scene, change: Only): Promise<Outcome> {
  const before = await editable(scene, 'enrichment', change.dependent, change.ifRevision, 'activate');
  if (before.connection === null) throw problem('export.no_connection', { kind: 'enrichment', name: before.name });
  return saved(scene, 'enrichment', before, { status: 'active' }, before.status === 'active' ? [] : ['status']);
}

export async function dependentRemove(scene: Scene, kind: DependentKind, change: Only): Promise<Outcome> {
  const before = await editable(scene, kind, change.dependent, change.ifRevision, 'remove');
  await counted(scene, kind, before.connection, null);
  scene.work.remove(kind, before.id);
  return outcome(kind, before, 'removed');
}

async function editable(
  scene: Scene,
  kind: DependentKind,
  ref: string,
  revision: number | undefined,
  action: string,
): Promise<Dependent> {
  const dependent = await required(scene, kind, ref);
  atRevision(kind, dependent, revision);
  if (kind === 'enrichment' || scene.actor.role === 'administrator') return dependent;
  const on = dependent.connection === null ? undefined : await scene.work.byId('connection', dependent.connection);
  const last =
    dependent.lastConnection === null ? undefined : await scene.work.byId('connection', dependent.lastConnection);
  if (permission(scene.actor, dependent, on ?? null, last ?? null) === 'edit') return dependent;
  const why =
    on === undefined
      ? 'you did not make it, and it was not on a connection shared with you'
      : 'its connection is not shared with you';
  throw problem('forbidden.subject', { action, name: dependent.name, why });
}

// R12: a connection that the actor may not use is not there for them.
async function usable(scene: Scene, ref: string): Promise<Connection> {
  const connection = await required(scene, 'connection', ref);
  if (!mayUse(scene.actor, connection)) throw notFound('connection', ref);
  return connection;
}

async function usableType(scene: Scene, kind: DependentKind, id: string): Promise<ConnectionType> {
  const type = await scene.types.get(id);
  if (!type.addable)
    throw problem('type.not_addable', { type: type.id, label: type.label, uses: type.usesType ?? null });
  if (type.purpose !== kind) {
    throw problem('usage.arguments', {
      command: `${kind} add`,
      says: `${type.label} serves ${type.purpose === 'miscellaneous' ? 'neither exports nor enrichments' : `${type.purpose}s`}, so there is no ${kind} of it`,
    });
  }
  return type;
}

function sameType(kind: DependentKind, dependent: string, wanted: string, connection: Connection): void {
  if (connection.type !== wanted) {
    throw problem('connection.other_type', { name: connection.name, type: connection.type, wanted, kind, dependent });
  }
}

function judged(
  kind: DependentKind,
  type: ConnectionType,
  given: GivenSettings,
  issues: readonly ReturnType<typeof issueOf>[],
) {
  const checked = check(type.usage, given, 'partial');
  refuse(`${kind} of type ${type.id}`, [...issues, ...(checked.ok ? [] : checked.issues)], type.usage);
  return checked.ok ? checked.value : {};
}

function scheduleOf(given: string): string {
  const schedule = parseSchedule(given, isZone);
  if (schedule === undefined)
    throw problem('usage.flag_value', { flag: '--schedule', rule: scheduleRule, example: scheduleExamples[2] });
  return schedule;
}

function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

async function counted(scene: Scene, kind: DependentKind, from: string | null, to: string | null): Promise<void> {
  if (from === to) return;
  for (const [id, by] of [
    [from, -1],
    [to, 1],
  ] as const) {
    const connection = id === null ? undefined : await scene.work.byId('connection', id);
    if (connection === undefined) continue;
    const key = kind === 'export' ? 'exports' : 'enrichments';
    scene.work.put('connection', {
      ...connection,
      dependents: { ...connection.dependents, [key]: connection.dependents[key] + by },
    });
  }
}

function saved(
  scene: Scene,
  kind: DependentKind,
  before: Dependent,
  changed: Partial<Dependent>,
  fields: readonly string[],
): Outcome {
  if (fields.length === 0) return outcome(kind, before, 'unchanged');
  const after: Dependent = { ...before, ...changed, ...touched(scene, before) };
  scene.work.put(kind, after);
  return outcome(kind, after, 'updated', fields);
}
