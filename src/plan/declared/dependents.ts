import { check } from '../../fields/check.ts';
import { type Block, block } from '../../kernel/block.ts';
import type { ObservedConnection, ObservedDependent } from '../../model/observed.ts';
import type { PlanAction, PlannedChange } from '../../model/plan.ts';
import type { StatedDependent } from '../manifest/manifest.ts';
import { seen } from './connections.ts';
import {
  driftOf,
  fieldChange,
  type Matched,
  owned,
  ownershipOf,
  type Piece,
  type Planning,
  settingChanges,
  settingEdits,
} from './piece.ts';

/** What becomes of a stated export or enrichment; `going` are the connections that the plan removes, by id. */
export function planDependent(
  planning: Planning,
  matched: Matched,
  stated: StatedDependent,
  live: ObservedDependent | undefined,
  going: ReadonlyMap<string, ObservedConnection>,
): Piece {
  const { kind, name } = stated;
  const target = typeof stated.connection === 'string' ? matched.targets.get(stated.connection) : undefined;
  const typeId = stated.type ?? target?.type ?? live?.type ?? '';
  const type = planning.types.get(typeId);
  const checked = check(type?.usage ?? {}, stated.settings ?? {}, 'partial');
  const settings = stated.settings === undefined ? live?.settings : checked.ok ? checked.value : {};
  const common: Block[] = [
    ...(target !== undefined && target.type !== typeId
      ? [block('connection-type', { connection: target.name, type: target.type, wanted: typeId })]
      : []),
    ...(target !== undefined && going.has(target.ref) ? [block('goes', { connection: target.name })] : []),
  ];
  if (live === undefined) {
    const { displayName = name, schedule = 'refresh', command = null } = stated;
    const add = {
      change: `${kind}.add`,
      ...(target === undefined ? { type: typeId } : { connection: target.ref }),
      displayName,
      name,
      settings: settings ?? {},
      schedule,
      ifRevision: 0,
      ...owned(planning),
    } as PlannedChange;
    const tells =
      command === null
        ? []
        : [{ change: `${kind}.edit`, dependent: name, command, ...owned(planning) } as PlannedChange];
    const stops = kind === 'enrichment' && stated.active === false && target !== undefined;
    const stop: PlannedChange = { change: 'enrichment.deactivate', dependent: name, ...owned(planning) };
    return pieceOf(stated, 'create', {
      fields: [
        ...fieldChange('type', null, typeId),
        ...fieldChange('displayName', null, displayName),
        ...fieldChange('connection', null, target?.name ?? null),
        ...settingChanges({}, settings ?? {}),
        ...fieldChange('schedule', null, schedule),
        ...fieldChange('command', null, command),
        ...(stops ? fieldChange('active', null, false) : []),
      ],
      blocked: common,
      groups: [
        { phase: 'dependents-come', key: `${kind} ${name}`, changes: [add, ...tells, ...(stops ? [stop] : [])] },
      ],
    });
  }
  const ownership = ownershipOf(live, planning);
  const displayName = stated.displayName?.trim().replace(/\s+/g, ' ') ?? live.displayName;
  const schedule = stated.schedule ?? live.schedule;
  const command = stated.command === undefined ? live.command : stated.command;
  const told = fieldChange('command', live.command, command);
  const after = settings ?? live.settings;
  const named = [...fieldChange('name', live.name, name), ...fieldChange('displayName', live.displayName, displayName)];
  const edited = [
    ...settingChanges(live.settings, after),
    ...fieldChange('schedule', live.schedule, schedule),
    ...told,
  ];
  const settingsEdit = settingEdits(live.settings, after);
  const forgets = told.length > 0 && command === null;
  const connects = target !== undefined && target.ref !== live.connection?.id;
  const disconnects = stated.connection === null && live.connection !== null;
  const stays = live.connection !== null || target !== undefined;
  const wants = stated.active ?? (live.connection === null && connects ? true : live.status === 'active');
  const isActive = connects ? true : live.status === 'active';
  const turns = kind === 'enrichment' && stays && wants !== isActive;
  const claims = ownership.fields;
  const fields = [
    ...named,
    ...edited,
    ...(connects || disconnects ? fieldChange('connection', live.connection?.name ?? null, target?.name ?? null) : []),
    ...(kind === 'enrichment' && stays && wants !== (live.status === 'active')
      ? fieldChange('active', live.status === 'active', wants)
      : []),
    ...claims,
  ];
  const subject = { dependent: live.id, ...owned(planning) };
  const edit = {
    change: `${kind}.edit`,
    ...subject,
    ...(live.displayName === displayName ? {} : { displayName }),
    ...(live.name === name ? {} : { name }),
    ...settingsEdit,
    ...(forgets ? { unset: [...(settingsEdit.unset ?? []), 'command'] } : {}),
    ...(told.length > 0 && command !== null ? { command } : {}),
    ...(live.schedule === schedule ? {} : { schedule }),
  } as PlannedChange;
  const edits = named.length + edited.length > 0 || (claims.length > 0 && !connects && !disconnects && !turns);
  const key = `${kind} ${name}`;
  const rest: PlannedChange[] = [
    ...(connects ? [{ change: `${kind}.connect`, ...subject, connection: target.ref } as PlannedChange] : []),
    ...(disconnects ? [{ change: 'export.disconnect', ...subject } as const] : []),
    ...(turns
      ? [{ change: wants ? 'enrichment.activate' : 'enrichment.deactivate', ...subject } as PlannedChange]
      : []),
  ];
  const changes = fields.length > 0;
  const drifted = changes ? driftOf(live, planning) : undefined;
  const stopping = [
    ...ownership.blocked,
    ...common,
    ...(live.type === typeId ? [] : [block('other-type', { was: live.type, wanted: typeId })]),
  ];
  const action = !changes ? 'same' : live.name !== name ? 'rename' : drifted !== undefined ? 'drifted' : 'change';
  return pieceOf(stated, action, {
    ...(live.name === name ? {} : { from: live.name }),
    fields,
    blocked: stopping,
    ...(drifted === undefined ? {} : { drifted }),
    groups: seen(live.revision, [
      { phase: named.length > 0 ? 'dependents-renamed' : 'dependents-come', key, changes: edits ? [edit] : [] },
      { phase: 'dependents-come', key, changes: rest },
    ]),
  });
}

function pieceOf(
  { kind, name }: StatedDependent,
  action: PlanAction,
  {
    blocked,
    groups,
    ...rest
  }: Pick<Piece['line'], 'fields' | 'from' | 'drifted'> & {
    readonly blocked: readonly Block[];
    readonly groups: Piece['groups'];
  },
): Piece {
  const stops = blocked.length > 0;
  return {
    line: { action: stops ? 'blocked' : action, kind, name, ...rest, secrets: [], ...(stops ? { blocked } : {}) },
    groups: stops || action === 'same' ? [] : groups.filter(({ changes }) => changes.length > 0),
  };
}
