import type { ObservedUser } from '../../model/observed.ts';
import type { PlannedChange } from '../../model/plan.ts';
import type { StatedUser } from '../manifest/manifest.ts';
import { seen } from './connections.ts';
import { driftOf, fieldChange, type Matched, owned, ownershipOf, type Piece, type Planning } from './piece.ts';

/** What becomes of a stated user. A runner comes after the exports that they are named for. */
export function planUser(
  planning: Planning,
  matched: Matched,
  stated: StatedUser,
  live: ObservedUser | undefined,
): Piece {
  const { name, role } = stated;
  const phase = role === 'runner' ? 'runners-come' : 'users-come';
  const exports = stated.exports === undefined ? undefined : [...new Set(stated.exports)].sort();
  const refs = exports?.map((it) => matched.exportRefs.get(it) ?? it);
  if (live === undefined) {
    const { displayName = name } = stated;
    const add: PlannedChange = {
      change: 'user.add',
      name,
      displayName,
      role,
      ...(refs === undefined ? {} : { exports: refs }),
      ifRevision: 0,
      ...owned(planning),
    };
    const fields = [
      ...fieldChange('role', null, role),
      ...fieldChange('displayName', null, displayName),
      ...(exports === undefined ? [] : fieldChange('exports', null, exports)),
    ];
    return {
      line: { action: 'create', kind: 'user', name, fields, secrets: [] },
      groups: [{ phase, key: name, changes: [add] }],
    };
  }
  const { fields: claims, blocked } = ownershipOf(live, planning);
  const displayName = stated.displayName?.trim() ?? live.displayName;
  const runs = fieldChange('exports', [...live.exports].sort(), exports ?? [...live.exports].sort());
  const fields = [
    ...fieldChange('role', live.role, role),
    ...fieldChange('displayName', live.displayName, displayName),
    ...runs,
    ...claims,
  ];
  const edit: PlannedChange = {
    change: 'user.edit',
    user: live.id,
    ...(live.role === role ? {} : { role }),
    ...(live.displayName === displayName ? {} : { displayName }),
    ...(runs.length > 0 && refs !== undefined ? { exports: refs } : {}),
    ...owned(planning),
  };
  const stops = blocked.length > 0;
  const drifted = fields.length > 0 ? driftOf(live, planning) : undefined;
  const action = fields.length === 0 ? 'same' : drifted === undefined ? 'change' : 'drifted';
  return {
    line: {
      action: stops ? 'blocked' : action,
      kind: 'user',
      name,
      fields,
      secrets: [],
      ...(drifted === undefined ? {} : { drifted }),
      ...(stops ? { blocked } : {}),
    },
    groups: stops || fields.length === 0 ? [] : seen(live.revision, [{ phase, key: name, changes: [edit] }]),
  };
}
