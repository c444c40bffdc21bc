import type { Page } from './page.ts';

export const page: Page = {
  title: 'Schedules',
  blocks: [
    'An export that was told its command is run by a scheduler with one line. `--due` runs what its schedule says is due since its last run, each once, whoever asks at the same time. What was missed is run once.',
    [
      ['cinch export edit nightly-customers --command -- ./send.sh', 'tell it; administrators only'],
      ['cinch export run --due --dry-run', 'what is due'],
      ['cinch export run --due', 'run that, every few minutes'],
      ['cinch export show nightly-customers', 'how the last runs went'],
    ],
    'An interval counts from the last run. A time counts from when the schedule was set; a night that skips it has it as much later, and of two the first counts. Nothing is run again while it runs; `refresh` and `off` are never due by the clock.',
    'Where some failed, `--due` ends with 13. Standard output of the commands goes to standard error, because what became of each is the answer.',
    'A command that was told on another machine runs on this one only after it was approved here once, by a question or with `--approve`.',
  ],
};
