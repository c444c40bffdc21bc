import type { ConnectionType } from '../../fields/connection-type.ts';
import { overLimits } from '../../fields/over-limits.ts';
import { issueOf } from '../../kernel/issues.ts';
import { problem } from '../../kernel/problem.ts';
import { warning } from '../../kernel/warning.ts';
import type { Change } from '../../model/change.ts';
import type { Connection } from '../../model/connection.ts';
import type { Dependent, DependentKind } from '../../model/dependent.ts';
import { displayNameIssues, nameOr } from '../../model/naming.ts';
import { refuse } from '../refuse.ts';
import { atRevision, made, meansExisting, notFound, type Outcome, outcome, type Scene } from '../scene.ts';
import { type Connect, dependentConnect } from './dependent-connect.ts';
import { dependentEdit, type Edit } from './dependent-edit.ts';
import { judgedUsage, scheduleOf } from './dependent-input.ts';
import { counted, sameType, usable } from './dependent-state.ts';

type Add = Extract<Change, { change: 'export.add' | 'enrichment.add' }>;
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
  if (meansExisting(change)) {
    const there = await scene.work.taken(kind, naming.name, displayName);
    if (there !== undefined) return whenThere(scene, kind, change, there, connection);
  }
  const settings = judgedUsage(kind, type, change.settings ?? {}, issues);
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
  atRevision(kind, { name: dependent.name, revision: 0 }, change.ifRevision);
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
  const connect = { change: `${kind}.connect`, dependent: there.id, connection: connection.id } as Connect;
  const connected = await dependentConnect(scene, kind, connect);
  return { ...connected, fields: [...edited.fields, ...connected.fields] };
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
