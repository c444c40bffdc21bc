// Asks one question on the terminal, drawn or line by line, and says what came of it. Run by the tests beside.
import { writeFileSync } from 'node:fs';
import { isProblem } from '../../../../src/kernel/problem.ts';
import type { Prompter } from '../../../../src/kernel/prompter.ts';
import { createLineReader } from '../../../../src/terminal/line-reader.ts';
import { createPaint } from '../../../../src/terminal/paint.ts';
import { createPlainPrompter } from '../../../../src/terminal/plain-prompter.ts';
import { createPrompter } from '../../../../src/terminal/prompter.ts';

const [kind = '', mode = ''] = process.argv.slice(2);
const streams = {
  input: process.stdin,
  output: process.stderr,
  signals: process,
  stop: () => process.kill(0, 'SIGTSTP'),
};
const choices = ['one', 'two', 'three'].map((label) => ({ value: label, label }));
const questions: Readonly<Record<string, (prompt: Prompter) => Promise<unknown>>> = {
  text: (prompt) =>
    prompt.text({ message: 'A question', hint: 'a hint', judge: (it) => (it === 'no' ? 'not no' : undefined) }),
  secret: async (prompt) => JSON.stringify((await prompt.secret({ message: 'A question' })).reveal()),
  confirm: (prompt) => prompt.confirm({ message: 'A question' }),
  choose: (prompt) => prompt.choose({ message: 'A question', choices }),
  several: (prompt) => prompt.several({ message: 'A question', choices }),
  search: (prompt) =>
    prompt.search({
      message: 'A question',
      find: async (typed) => choices.filter(({ label }) => label.includes(typed)),
    }),
};

// Nobody reads the answer where the window was closed.
process.stdout.on('error', () => undefined);
writeFileSync('pid', String(process.pid));
const prompt =
  mode === 'plain'
    ? createPlainPrompter(createLineReader(streams))
    : createPrompter(streams, {
        paint: await createPaint(process.env.NO_COLOR === undefined ? 1 : 0),
        columns: () => process.stderr.columns,
        rows: () => process.stderr.rows,
        unicode: process.env.LANG !== 'C',
        sinking: true,
      });
try {
  for (const one of kind.split(',')) process.stdout.write(`answer: ${await questions[one]?.(prompt)}\n`);
} catch (error) {
  if (!isProblem(error)) throw error;
  process.stdout.write(`problem: ${error.code}\n`);
  process.exitCode = error.exit;
}
