import { merged } from '../../fields/edited.ts';
import { overLimits } from '../../fields/over-limits.ts';
import { issueOf } from '../../kernel/issues.ts';
import type { Change } from '../../model/change.ts';
import type { DependentKind } from '../../model/dependent.ts';
import { displayNameIssues, nameOr } from '../../model/naming.ts';
import type { Outcome, Scene } from '../scene.ts';
import { judgedUsage, scheduleOf } from './dependent-input.ts';
import { editable, saved } from './dependent-state.ts';
import { withoutInapplicable } from './settings-input.ts';

export type Edit = Extract<Change, { change: 'export.edit' | 'enrichment.edit' }>;

/** Changes what is sent and how often (R20), or its names. */
export async function dependentEdit(scene: Scene, kind: DependentKind, change: Edit): Promise<Outcome> {
  const before = await editable(scene, kind, change.dependent, change.ifRevision, 'edit');
  const type = await scene.types.get(before.type);
  const displayName = change.displayName?.trim().replace(/\s+/g, ' ') ?? before.displayName;
  const { name, issues } = nameOr(change.name ?? before.name, displayName);
  const { set = {}, unset = [] } = change;
  const unknown = unset.filter((key) => !Object.hasOwn(type.usage, key));
  const given = withoutInapplicable(type.usage, merged(before.settings, set, unset), set);
  const settings = judgedUsage(kind, type, given, [
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
