import type { ConnectionType } from '../../fields/connection-type.ts';
import type { Issue } from '../../kernel/issue.ts';
import { issueOf } from '../../kernel/issues.ts';
import { isName } from '../../kernel/name.ts';
import { problem } from '../../kernel/problem.ts';
import type { Dependent, DependentKind } from '../../model/dependent.ts';
import { displayNameIssues } from '../../model/naming.ts';
import type { SyncPut } from '../../model/sync.ts';
import { isMoment } from '../../model/token.ts';
import { notFound, type Outcome, type Scene } from '../scene.ts';
import { dependentContent } from '../sync-content.ts';
import { commandIssues } from './dependent-edit.ts';
import { judgedUsage, scheduleOf } from './dependent-input.ts';
import { counted, sameType } from './dependent-state.ts';
import { ownedAs, presentRecord, putRecord, toldOf } from './sync-put-record.ts';

type Put = SyncPut<DependentKind> & { readonly ifRevision?: number };

/** An export or enrichment as it is elsewhere. What it did here, its runs, stays. */
export async function syncPutDependent(scene: Scene, change: Put): Promise<Outcome> {
  const { kind, content } = change;
  const before = await presentRecord(scene, change);
  const type = await scene.types.get(content.type);
  const settings = judgedUsage(kind, type, content.settings, issuesOf(change, type, before));
  const { name, displayName, status, connection, lastConnection, scheduledAt, command } = content;
  if (status === 'active' && connection === null) throw problem('export.no_connection', { kind, name });
  const told = toldOf(change, before);
  const after: Dependent = {
    ...told,
    name,
    displayName,
    type: type.id,
    status,
    connection,
    lastConnection,
    settings,
    schedule: scheduleOf(content.schedule),
    ...(scheduledAt === null ? {} : { scheduledAt }),
    ...(command === null ? {} : { command }),
    ...(before?.runs === undefined ? {} : { runs: before.runs }),
    lastRun: before?.lastRun ?? null,
    ...ownedAs(content.manifest, told.revision),
  };
  const put = putRecord(scene, kind, { before, after, contentOf: dependentContent });
  if (put.result !== 'unchanged') await countOn(scene, kind, before?.connection ?? null, after);
  return put;
}

function issuesOf({ kind, content }: Put, type: ConnectionType, before: Dependent | undefined): readonly Issue[] {
  const { name, displayName, command, scheduledAt, connection, status } = content;
  // R19: only an enrichment keeps its connection while it is stopped.
  const stopped = kind === 'export' && connection !== null && status === 'inactive';
  return [
    ...(stopped ? [issueOf('choice', 'status', { label: 'Status', choices: ['active'] })] : []),
    ...displayNameIssues(displayName),
    ...(isName(name)
      ? []
      : [issueOf('format', 'name', { label: 'Name', says: 'lower-case letters, digits and dashes' })]),
    ...commandIssues(command ?? undefined),
    ...(scheduledAt === null || isMoment(scheduledAt)
      ? []
      : [issueOf('format', 'scheduledAt', { label: 'Schedule', says: 'of a moment in UTC' })]),
    ...(type.purpose === kind ? [] : [issueOf('choice', 'type', { label: 'Type', choices: [`types of ${kind}s`] })]),
    ...(before === undefined || before.type === type.id
      ? []
      : [issueOf('choice', 'type', { label: 'Type', choices: [before.type] })]),
  ];
}

// Its connection may come later in the list, so it is judged, and counted where it was not there yet, at the end.
async function countOn(scene: Scene, kind: DependentKind, from: string | null, after: Dependent): Promise<void> {
  const { id, connection: to } = after;
  const isThere = async (it: string | null) => it !== null && (await scene.work.byId('connection', it)) !== undefined;
  const there = await isThere(to);
  // One that the list makes is counted on when it is there.
  const been = scene.work.before(kind, id)?.connection === from || (await isThere(from));
  await counted(scene, kind, been ? from : null, there ? to : null);
  if (to === null) return;
  if (!there && from !== to)
    scene.settle(async () => {
      const now = await scene.work.byId(kind, id);
      if (now?.connection === to && (await isThere(to))) await counted(scene, kind, null, to);
    });
  scene.finally(async () => {
    const now = await scene.work.byId(kind, id);
    if (now?.connection !== to) return;
    const connection = await scene.work.byId('connection', to);
    if (connection === undefined) {
      await scene.work.verify('connection', to);
      throw notFound('connection', to);
    }
    sameType(kind, now.name, now.type, connection);
  });
}
