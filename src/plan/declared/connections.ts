import { check } from '../../fields/check.ts';
import type { ConnectionType } from '../../fields/connection-type.ts';
import type { Settings } from '../../fields/field.ts';
import { redirected } from '../../fields/redirected.ts';
import { type Block, block } from '../../kernel/block.ts';
import type { ObservedConnection } from '../../model/observed.ts';
import type { FieldChange, PlanAction, PlannedChange, SecretLine } from '../../model/plan.ts';
import { currentTerms } from '../../model/terms.ts';
import type { StatedConnection } from '../manifest/manifest.ts';
import {
  driftOf,
  fieldChange,
  type Group,
  type Matched,
  owned,
  ownershipOf,
  type Piece,
  type Planning,
  settingChanges,
  settingEdits,
} from './piece.ts';
import { fromVault, lacking, referencesOf, secretLines, withoutVault } from './stated-secrets.ts';
import { sameText, shareBlocks, shared, shareText } from './stated-sharing.ts';

/** What becomes of a stated connection. */
export function planConnection(
  planning: Planning,
  matched: Matched,
  stated: StatedConnection,
  live: ObservedConnection | undefined,
): Piece {
  const type = planning.types.get(stated.type) as ConnectionType;
  return live === undefined ? created(planning, matched, stated, type) : changed(planning, matched, stated, type, live);
}

function created(planning: Planning, matched: Matched, stated: StatedConnection, type: ConnectionType): Piece {
  const { name, displayName = name, share = [], terms, lock } = stated;
  const settings = kept(type, stated.settings ?? {});
  const secrets = secretLines(planning, stated, undefined, type, settings);
  const given = secrets.filter(({ is }) => is !== 'unset');
  const present = given.map(({ field }) => field);
  const blocked: Block[] = [
    ...lacking(type, settings, secrets, present),
    ...withoutVault(planning, given),
    ...(type.consent !== 'none' && terms === undefined ? [block('terms-missing', { version: currentTerms() })] : []),
    ...tenantBlocks(planning, type, settings),
    ...shareBlocks(matched, share),
  ];
  const fields = [
    ...fieldChange('type', null, type.id),
    ...fieldChange('displayName', null, displayName),
    ...settingChanges({}, settings),
    ...(share.length === 0 ? [] : fieldChange('share', null, shareText(shared(share)))),
    ...(typeof lock === 'string' ? fieldChange('lock', null, lock) : []),
  ];
  const add: PlannedChange = {
    change: 'connection.add',
    type: type.id,
    displayName,
    name,
    settings,
    ...(given.length === 0 ? {} : { secrets: referencesOf(given) }),
    ...(share.length === 0 ? {} : { share }),
    ...(terms === undefined ? {} : { terms }),
    ifRevision: 0,
    ...owned(planning),
  };
  const locks: PlannedChange[] =
    typeof lock === 'string' ? [{ change: 'connection.lock', connection: name, reason: lock, ...owned(planning) }] : [];
  const waits = type.signIn === 'browser' && !present.includes('refreshToken');
  return pieceOf({
    name,
    action: 'create',
    fields,
    secrets,
    blocked,
    ...(waits ? { waits } : {}),
    groups: [{ phase: 'connections-come', key: name, changes: [add, ...locks] }],
  });
}

function changed(
  planning: Planning,
  matched: Matched,
  stated: StatedConnection,
  type: ConnectionType,
  live: ObservedConnection,
): Piece {
  const { name } = stated;
  if (live.type !== stated.type)
    return pieceOf({ name, action: 'change', blocked: [block('other-type', { was: live.type, wanted: stated.type })] });
  const ownership = ownershipOf(live, planning);
  const displayName = stated.displayName?.trim().replace(/\s+/g, ' ') ?? live.displayName;
  const settings = stated.settings === undefined ? live.settings : kept(type, stated.settings);
  const secrets = secretLines(planning, stated, live, type, settings);
  const share = stated.share === undefined ? undefined : shared(stated.share);
  const terms = stated.terms !== undefined && stated.terms > (live.terms ?? '') && type.consent !== 'none';
  const unlocks = stated.lock === false && live.lock !== null;
  const locks = typeof stated.lock === 'string' && stated.lock !== live.lock?.reason;
  const renamed = [
    ...fieldChange('name', live.name, name),
    ...fieldChange('displayName', live.displayName, displayName),
  ];
  const edited = [
    ...settingChanges(live.settings, settings),
    ...(share === undefined ? [] : fieldChange('share', shareText(live.sharedWith), shareText(share))),
    ...(terms ? fieldChange('terms', live.terms, stated.terms as string) : []),
  ];
  const lockField = unlocks
    ? fieldChange('lock', live.lock?.reason ?? null, null)
    : locks
      ? fieldChange('lock', live.lock?.reason ?? null, stated.lock as string)
      : [];
  const given = secrets.filter(({ is }) => is !== 'unset');
  const replaced = given.filter(({ is }) => is === 'changes' || is === 'unknown');
  const stored = Object.keys(live.secrets).filter(
    (field) => live.secrets[field]?.source === 'stored' && !given.some((it) => it.field === field),
  );
  const moved = redirected(type.fields, live.settings, settings, stored);
  const keeps = stated.keepSecrets === true || planning.options.keepSecrets;
  const again = moved.targets.length > 0 ? given : replaced;
  const touches = renamed.length + edited.length + replaced.length > 0;
  const isLocked = live.lock !== null && !unlocks;
  // What is locked is not claimed either: it is left alone whole.
  const claims = isLocked ? [] : ownership.fields;
  const blocked: Block[] = [
    ...ownership.blocked,
    ...(isLocked && touches ? [block('locked', live.lock)] : []),
    ...(moved.secrets.length > 0 && !keeps ? [block('secrets-again', { fields: moved.secrets })] : []),
    ...fromVault(live, again),
    ...withoutVault(planning, again),
    ...lacking(type, settings, secrets, [...Object.keys(live.secrets), ...given.map(({ field }) => field)]),
    ...tenantBlocks(planning, type, settings),
    ...shareBlocks(matched, stated.share ?? []),
  ];
  const fields = [...renamed, ...edited, ...lockField, ...claims];
  const sure = fields.length > 0 || secrets.some(({ is }) => is === 'changes');
  const action = !sure ? (replaced.length > 0 ? 'unknown' : 'same') : live.name !== name ? 'rename' : 'change';
  const drifted = sure ? driftOf(live, planning) : undefined;
  const rename: PlannedChange = {
    change: 'connection.rename',
    connection: live.id,
    ...(live.displayName === displayName ? {} : { displayName }),
    ...(live.name === name ? {} : { name }),
    ...owned(planning),
  };
  const edit: PlannedChange = {
    change: 'connection.edit',
    connection: live.id,
    ...settingEdits(live.settings, settings),
    ...(again.length === 0 ? {} : { secrets: referencesOf(again) }),
    ...(share === undefined || sameText(share, live.sharedWith) ? {} : { share: stated.share ?? [] }),
    ...(terms ? { terms: stated.terms as string } : {}),
    ...(moved.secrets.length > 0 ? { keepSecrets: true } : {}),
    ...owned(planning),
  };
  const unlock: PlannedChange = { change: 'connection.unlock', connection: live.id, ...owned(planning) };
  const lock: PlannedChange = {
    change: 'connection.lock',
    connection: live.id,
    reason: String(stated.lock),
    ...owned(planning),
  };
  const edits =
    edited.length + replaced.length > 0 || (claims.length > 0 && renamed.length === 0 && !unlocks && !locks);
  const groups = seen(live.revision, [
    {
      phase: 'connections-renamed',
      key: name,
      changes: [...(unlocks ? [unlock] : []), ...(renamed.length > 0 ? [rename] : [])],
    },
    { phase: 'connections-come', key: name, changes: [...(edits ? [edit] : []), ...(locks ? [lock] : [])] },
  ]);
  return pieceOf({
    name,
    ...(live.name === name ? {} : { from: live.name }),
    action: drifted !== undefined && action === 'change' ? 'drifted' : action,
    fields,
    secrets,
    blocked,
    ...(drifted === undefined ? {} : { drifted }),
    groups: action === 'same' ? [] : groups,
  });
}

interface Made {
  readonly name: string;
  readonly from?: string;
  readonly action: PlanAction;
  readonly fields?: readonly FieldChange[];
  readonly secrets?: readonly SecretLine[];
  readonly blocked: readonly Block[];
  readonly drifted?: { readonly by: string; readonly at: string };
  readonly waits?: true;
  readonly groups?: readonly Group[];
}

function pieceOf({ action, fields = [], secrets = [], blocked, groups = [], ...rest }: Made): Piece {
  // What is the same stays so, whatever would stand in the way of changing it; but for a thing that is another's.
  const stops = blocked.length > 0 && (action !== 'same' || blocked.some(({ code }) => code === 'foreign'));
  return {
    line: {
      action: stops ? 'blocked' : action,
      kind: 'connection',
      ...rest,
      fields,
      secrets,
      ...(stops ? { blocked } : {}),
    },
    groups: stops ? [] : groups.filter(({ changes }) => changes.length > 0),
  };
}

/** The first change carries the revision that was seen; those after it build on what it leaves. */
export function seen(revision: number, groups: readonly Group[]): readonly Group[] {
  let first = true;
  return groups.map((group) => ({
    ...group,
    changes: group.changes.map((change) => {
      if (!first) return change;
      first = false;
      return { ...change, ifRevision: revision };
    }),
  }));
}

function kept(type: ConnectionType, given: { readonly [key: string]: unknown }): Settings {
  const checked = check(type.fields, given);
  return checked.ok ? checked.value : {};
}

function tenantBlocks({ environment }: Planning, type: ConnectionType, settings: Settings): readonly Block[] {
  const { tenant } = settings;
  const own = environment.tenant;
  if (type.vendor !== true || own === null || typeof tenant !== 'string') return [];
  return tenant.toLowerCase() === own.toLowerCase() ? [] : [block('other-tenant', { tenant, own })];
}
