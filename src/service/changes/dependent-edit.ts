import { merged } from '../../fields/edited.ts';
import { overLimits } from '../../fields/over-limits.ts';
import type { Issue } from '../../kernel/issue.ts';
import { issueOf } from '../../kernel/issues.ts';
import { problem } from '../../kernel/problem.ts';
import type { Change } from '../../model/change.ts';
import type { Dependent, DependentKind } from '../../model/dependent.ts';
import { displayNameIssues, nameOr } from '../../model/naming.ts';
import type { Outcome, Scene } from '../scene.ts';
import { judgedUsage, scheduleOf } from './dependent-input.ts';
import { editable, saved } from './dependent-state.ts';
import { withoutInapplicable } from './settings-input.ts';

export type Edit = Extract<Change, { change: 'export.edit' | 'enrichment.edit' }>;

const longestCommand = 20_000;

/** Changes what is sent and how often (R20), or its names. */
export async function dependentEdit(scene: Scene, kind: DependentKind, change: Edit): Promise<Outcome> {
  const before = await editable(scene, kind, change.dependent, change.ifRevision, 'edit');
  const type = await scene.types.get(before.type);
  const displayName = change.displayName?.trim().replace(/\s+/g, ' ') ?? before.displayName;
  const { name, issues } = nameOr(change.name ?? before.name, displayName);
  const { set = {} } = change;
  // A field of the type goes before the command, should one be called so.
  const forgets = change.unset?.includes('command') === true && !Object.hasOwn(type.usage, 'command');
  const unset = (change.unset ?? []).filter((key) => !(forgets && key === 'command'));
  const command = commandOf(scene, kind, before, change, forgets);
  const unknown = unset.filter((key) => !Object.hasOwn(type.usage, key));
  const given = withoutInapplicable(type.usage, merged(before.settings, set, unset), set);
  const settings = judgedUsage(kind, type, given, [
    ...displayNameIssues(displayName),
    ...issues,
    ...unknown.map((key) => issueOf('unknown', key, { key, known: Object.keys(type.usage) })),
    ...commandIssues(command),
  ]);
  const schedule = change.schedule === undefined ? before.schedule : scheduleOf(change.schedule);
  const moved = new Set([...Object.keys(before.settings), ...Object.keys(settings)]);
  const fields = [
    ...(displayName === before.displayName ? [] : ['displayName']),
    ...(name === before.name ? [] : ['name']),
    ...[...moved].filter((key) => JSON.stringify(before.settings[key]) !== JSON.stringify(settings[key])),
    ...(schedule === before.schedule ? [] : ['schedule']),
    ...(JSON.stringify(command) === JSON.stringify(before.command) ? [] : ['command']),
  ];
  if (fields.length > 0) for (const it of overLimits(type, settings)) scene.warn(it);
  const { command: _, ...rest } = before;
  const scheduledAt = schedule === before.schedule ? {} : { scheduledAt: scene.now };
  const kept = command === undefined ? {} : { command };
  return saved(scene, kind, rest, { displayName, name, settings, schedule, ...scheduledAt, ...kept }, fields);
}

// Whoever says what runs is handed what the connection holds, so it takes more than the right to edit.
function commandOf(
  scene: Scene,
  kind: DependentKind,
  before: Dependent,
  change: Edit,
  forgets: boolean,
): readonly string[] | undefined {
  if (change.command === undefined && !forgets) return before.command;
  const { role } = scene.actor;
  if (role !== 'administrator')
    throw problem('forbidden', { role, action: `${kind} edit --command`, needs: 'an administrator' });
  return change.command;
}

/** What is wrong with an argument list, if anything. */
export function commandIssues(command: readonly string[] | undefined): readonly Issue[] {
  if (command === undefined) return [];
  const fits =
    command.length > 0 &&
    command[0] !== '' &&
    command.every((word) => typeof word === 'string' && !word.includes('\0')) &&
    command.join('').length <= longestCommand;
  const says = `a program and its arguments, at most ${longestCommand} characters, without NUL`;
  return fits ? [] : [issueOf('format', 'command', { label: 'Command', says })];
}
