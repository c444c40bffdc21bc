import { check } from '../../fields/check.ts';
import type { ConnectionType } from '../../fields/connection-type.ts';
import type { Settings } from '../../fields/field.ts';
import type { Issue } from '../../kernel/issue.ts';
import { problem } from '../../kernel/problem.ts';
import type { GivenSettings } from '../../model/change.ts';
import type { DependentKind } from '../../model/dependent.ts';
import { parseSchedule, scheduleExamples, scheduleRule } from '../../model/schedule.ts';
import { isZone } from '../../model/time-zone.ts';
import { refuse } from '../refuse.ts';

/** The usage settings that come of an input, complete or not (D18); everything else that is wrong is told along. */
export function judgedUsage(
  kind: DependentKind,
  type: ConnectionType,
  given: GivenSettings,
  issues: readonly Issue[],
): Settings {
  const checked = check(type.usage, given, 'partial');
  refuse(`${kind} of type ${type.id}`, [...issues, ...(checked.ok ? [] : checked.issues)], type.usage);
  return checked.ok ? checked.value : {};
}

/** A schedule as it is kept (R20). */
export function scheduleOf(given: string): string {
  const schedule = parseSchedule(given, isZone);
  if (schedule === undefined)
    throw problem('usage.flag_value', { flag: '--schedule', rule: scheduleRule, example: scheduleExamples[2] });
  return schedule;
}
