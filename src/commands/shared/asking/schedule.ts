import type { Prompter } from '../../../kernel/prompter.ts';
import { parseSchedule, recurrenceRule, scheduleExamples } from '../../../model/schedule.ts';
import { isZone } from '../../../model/time-zone.ts';

const example = scheduleExamples[2] as string;

/** Asks how often an export or enrichment runs (R20), as `--schedule` has it. */
export async function askSchedule(prompt: Prompter, before?: string): Promise<string> {
  const own = before !== undefined && before !== 'refresh' && before !== 'off';
  const how = await prompt.choose<string>({
    message: 'How often does it run?',
    choices: [
      { value: 'refresh', label: scheduleText('refresh') },
      { value: 'own', label: 'at times of its own', aside: 'by the hour, day, week or month' },
      { value: 'off', label: scheduleText('off'), aside: 'not by itself' },
    ],
    ...(before === undefined ? {} : { initial: own ? 'own' : before }),
  });
  if (how !== 'own') return how;
  const answer = await prompt.text({
    message: 'When?',
    hint: `such as ${example} or ${scheduleExamples[4]}`,
    ...(own ? { initial: before } : {}),
    judge: (typed) => (parseSchedule(typed, isZone) === undefined ? `it has to be ${recurrenceRule}` : undefined),
  });
  return parseSchedule(answer, isZone) ?? answer;
}

/** A schedule as a person reads it. */
export function scheduleText(schedule: string): string {
  return schedule === 'refresh' ? 'with every system refresh' : schedule;
}
