import { printable } from '../kernel/printable.ts';
import { isProblem, problem } from '../kernel/problem.ts';
import type { Choice, Prompter, Question } from '../kernel/prompter.ts';
import { secretValue } from '../kernel/secret-value.ts';
import { wrap } from '../kernel/wrap.ts';
import { fitTo, pad } from './fit.ts';
import type { TerminalPaint } from './paint.ts';
import type { Streams } from './streams.ts';
import { untilAnswered } from './until-answered.ts';
import { displayWidth } from './width.ts';

/** The terminal that questions are drawn on. */
export interface PromptScreen {
  readonly paint: TerminalPaint;
  readonly columns: () => number;
  readonly rows: () => number;
  /** Whether it shows more than ASCII. */
  readonly unicode: boolean;
}

const longestAligned = 32;
const loaded = () => import('@inquirer/prompts');

/** Asks on the terminal, drawn on stderr so that stdout stays data. */
export function createPrompter(streams: Streams, screen: PromptScreen): Prompter {
  const { paint, columns, rows, unicode } = screen;
  const [done, cursor, on, off, move] = unicode ? ['✓', '❯', '◉', '◯', '↑↓'] : ['v', '>', '[x]', '[ ]', 'arrows'];
  const dots = unicode ? '…' : '...';
  const context = { input: streams.input, output: streams.output };
  const keys = (...tips: string[]) => ({ keysHelpTip: () => paint.dim(tips.join(', ')) });
  const hintLines = (hint = '') =>
    wrap(printable(hint), columns() - 3)
      .map((line) => `${paint.dim(`  ${line}`)}\n`)
      .join('');
  // The hint stands above, where it stays while the answer grows, and goes when the answer is there.
  const theme = (hint: string | undefined, tips: Record<string, unknown> = {}) => ({
    prefix: {
      idle: `${hintLines(hint)}${paint.name('?')}`,
      done: paint.good(done),
    },
    icon: { cursor, checked: paint.good(on), unchecked: off },
    style: {
      answer: paint.name,
      message: paint.strong,
      error: (text: string) => paint.bad(text === nothingFound ? 'nothing fits' : text),
      defaultAnswer: (text: string) => paint.dim(`(${text})`),
      highlight: paint.name,
      disabled: (text: string) => paint.dim(text),
      description: paint.dim,
      maskedText: '(not shown)',
      ...tips,
    },
  });
  const ask = <T>({ message }: Question, question: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    untilAnswered(streams, message, question);
  const listed = <V>(choices: readonly Choice<V>[], separator: (text: string) => unknown, taken = 0) => {
    const room = Math.max(12, columns() - 6 - taken);
    const accompanied = choices.filter(({ aside, closed }) => (aside ?? closed) !== undefined);
    const widths = accompanied.map(({ label }) => displayWidth(printable(label)));
    // A few long labels do not push what stands beside all others out of sight.
    const widest = Math.max(0, ...widths.filter((width) => width <= longestAligned));
    let group: string | undefined;
    return choices.flatMap((choice) => {
      const { value, label, aside, says, closed } = choice;
      const head = choice.group === undefined || choice.group === group ? [] : [separator(paint.strong(choice.group))];
      group = choice.group;
      const left = fitTo(printable(label), room, dots);
      const whole = printable(closed ?? aside ?? '');
      const beside = fitTo(whole, room - Math.max(widest, displayWidth(left)) - 2, dots);
      // What was cut is said in full of the one that is pointed at.
      const description = says === undefined ? (beside === whole ? undefined : whole) : printable(says);
      const name = beside === '' ? left : `${pad(left, widest)}  ${paint.dim(beside)}`;
      return [
        ...head,
        {
          value,
          name,
          short: left,
          ...(description === undefined ? {} : { description }),
          ...(closed === undefined ? {} : { disabled: ' ' }),
        },
      ];
    });
  };
  const pageSize = () => Math.max(3, Math.min(15, rows() - 7));

  return {
    interactive: true,
    refusal: '',
    confirm: (question) =>
      ask(question, async (signal) =>
        (await loaded()).confirm(
          { message: question.message, default: false, theme: theme(question.hint) },
          { ...context, signal },
        ),
      ),
    text: (question) =>
      ask(question, async (signal) => {
        const { message, hint, initial, editable, judge } = question;
        return (await loaded()).input(
          {
            message,
            theme: theme(hint),
            ...(initial === undefined ? {} : { default: printable(initial) }),
            ...(editable === true ? { prefill: 'editable' as const } : {}),
            validate: async (answer) => (await judge?.(answer)) ?? true,
          },
          { ...context, signal },
        );
      }),
    secret: (question) =>
      ask(question, async (signal) => {
        const { message, hint } = question;
        const plain = await (await loaded()).password(
          {
            message,
            mask: false,
            toggleMask: false,
            theme: theme(hint),
            validate: (answer) => answer !== '' || 'nothing was typed',
          },
          { ...context, signal },
        );
        return secretValue(plain);
      }),
    choose: (question) =>
      ask(question, async (signal) => {
        const { message, hint, choices, initial, numbered } = question;
        const { select, Separator } = await loaded();
        return select(
          {
            message,
            choices: listed(choices, (text) => new Separator(text), numbered === true ? 4 : 0) as never,
            pageSize: pageSize(),
            loop: false,
            theme: {
              ...theme(hint, keys(`${move}${numbered ? ' or number' : ''} move`, 'Enter takes it', 'Ctrl-C leaves')),
              ...(numbered === true ? { indexMode: 'number' as const } : {}),
            },
            ...(initial === undefined ? {} : { default: initial }),
          },
          { ...context, signal },
        );
      }),
    search: (question) =>
      ask(question, async (signal) => {
        const { message, hint, find, initial } = question;
        const { search, Separator } = await loaded();
        return search(
          {
            message,
            source: async (typed = '') => listed(await told(find(typed)), (text) => new Separator(text)) as never,
            pageSize: pageSize(),
            ...(initial === undefined ? {} : { default: initial }),
            theme: theme(hint, {
              disabled: (text: string) => `  ${paint.dim(text.trimEnd())}`,
              ...keys('type to filter', `${move} move`, 'Enter takes it', 'Ctrl-C leaves'),
            }),
          },
          { ...context, signal },
        );
      }),
    several: (question) =>
      ask(question, async (signal) => {
        const { message, hint, choices, initial = [], judge } = question;
        const { checkbox, Separator } = await loaded();
        const items = listed(choices, (text) => new Separator(text)).map((item) =>
          'value' in (item as object)
            ? { ...(item as object), checked: initial.includes((item as { value: never }).value) }
            : item,
        );
        return checkbox(
          {
            message,
            choices: items as never,
            pageSize: pageSize(),
            loop: false,
            theme: theme(hint, keys(`${move} move`, 'space marks', 'a all', 'Enter goes on', 'Ctrl-C leaves')),
            validate: (marked) => judge?.(marked.map(({ value }) => value as never)) ?? true,
          },
          { ...context, signal },
        );
      }),
  };
}

// In the library's own words, which nothing but its text tells.
const nothingFound = 'No results found';

// The library shows the message of what is thrown while it looks; a problem ends the run instead of being drawn.
async function told<T>(found: Promise<T>): Promise<T> {
  try {
    return await found;
  } catch (error) {
    throw isProblem(error) ? error : problem('interrupted', { signal: 'SIGINT' });
  }
}
