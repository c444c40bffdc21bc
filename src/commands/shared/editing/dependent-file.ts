import { merged } from '../../../fields/edited.ts';
import type { Fields } from '../../../fields/field.ts';
import { settingText } from '../../../fields/question.ts';
import { canonical } from '../../../kernel/canonical.ts';
import type { Issue } from '../../../kernel/issue.ts';
import { issueOf } from '../../../kernel/issues.ts';
import { isProblem } from '../../../kernel/problem.ts';
import type { Change } from '../../../model/change.ts';
import type { DependentKind } from '../../../model/dependent.ts';
import type { DependentDetail } from '../../../model/query.ts';
import { parseSchedule, scheduleExamples, scheduleRule } from '../../../model/schedule.ts';
import type { Context } from '../../context.ts';
import type { Definition, Written } from '../definition/definition.ts';
import { editDefinition, whyNothing } from '../definition/edit-definition.ts';

export type DependentEdit = Extract<Change, { change: 'export.edit' | 'enrichment.edit' }>;

export interface OpenedDependent {
  readonly kind: DependentKind;
  readonly shown: DependentDetail;
  readonly usage: Fields;
  /** What is to become different, as far as it was said. */
  readonly change: DependentEdit;
}

/** Opens an export or enrichment in the editor. Answers the change that makes the difference, or nothing where there is none. */
export async function dependentFromFile(context: Context, opened: OpenedDependent): Promise<DependentEdit | undefined> {
  const { kind, shown } = opened;
  const edited = await editDefinition(context, {
    what: `${kind} ${shown.name}`,
    definition: definitionOf(opened),
    issues: [],
    judge: async (written) => {
      const value = changeOf(opened, written);
      return { value, issues: await issuesOf(context, value) };
    },
  });
  if (edited === 'left' && differs(opened.change)) return opened.change;
  if (typeof edited === 'object' && differs(edited.says)) return edited.says;
  context.io.note(whyNothing(edited));
  return undefined;
}

function definitionOf({ kind, shown, usage, change }: OpenedDependent): Definition {
  const { name, type, revision } = shown;
  const { displayName, schedule } = { ...shown, ...change };
  return {
    head: [
      `${name}: ${kind === 'export' ? 'an export' : 'an enrichment'} of type ${type}, at revision ${revision}.`,
      'Save and close this to see what is different before it is kept. Close it as it is, or empty it, to keep all as it is.',
    ],
    first: [{ key: 'displayName', label: 'Display name', help: 'what people call it', value: displayName }],
    fields: usage,
    settings: merged(shown.settings, change.set ?? {}, change.unset ?? []),
    secrets: {},
    last: [{ key: 'schedule', label: 'Schedule', help: scheduleRule, value: schedule }],
  };
}

function changeOf(
  { kind, shown, usage, change: { name } }: OpenedDependent,
  { own, settings }: Written,
): DependentEdit {
  const [displayName, schedule] = [own.displayName, own.schedule].map((it) => settingText((it ?? '') as string).trim());
  const given = Object.entries(settings).filter(([, value]) => value !== undefined && value !== '');
  const same = (key: string, value: unknown) =>
    key in usage && canonical(value) === canonical(textual(shown.settings[key]));
  return {
    change: `${kind}.edit`,
    dependent: shown.name,
    set: Object.fromEntries(given.filter(([key, value]) => !same(key, value))),
    unset: Object.keys(shown.settings).filter((key) => !given.some(([it]) => it === key)),
    ...(displayName === shown.displayName ? {} : { displayName }),
    ...(schedule === shown.schedule ? {} : { schedule }),
    ...(name === undefined ? {} : { name }),
    ifRevision: shown.revision,
  };
}

// As a file has it, where everything is text.
function textual(setting: unknown): unknown {
  return Array.isArray(setting) || setting === undefined ? setting : String(setting);
}

// Everything but the form of the schedule is for the judge behind the door, who is asked without any consequence.
async function issuesOf(context: Context, { schedule, ...change }: DependentEdit): Promise<readonly Issue[]> {
  const unread = schedule !== undefined && parseSchedule(schedule, () => true) === undefined;
  const wrong = unread
    ? [issueOf('format', 'schedule', { label: 'Schedule', says: scheduleRule, example: scheduleExamples[2] })]
    : [];
  try {
    const judged = unread || schedule === undefined ? change : { ...change, schedule };
    await (await context.environment()).apply([judged], { dryRun: true });
    return wrong;
  } catch (error) {
    if (!isProblem(error) || ![2, 3].includes(error.exit)) throw error;
    const { issues = [{ path: 'schedule', code: 'format', message: error.detail }] } = error.members;
    const own = ['displayName', 'name', 'schedule'];
    return [
      ...wrong,
      ...issues.map((it) => ({ ...it, path: own.includes(it.path) ? it.path : `settings.${it.path}` })),
    ];
  }
}

/** Whether a change would make any difference. */
export function differs({ set = {}, unset = [], displayName, schedule, name }: DependentEdit): boolean {
  return Object.keys(set).length + unset.length > 0 || (displayName ?? schedule ?? name) !== undefined;
}
