import { printable } from '../kernel/printable.ts';
import type { Choice, Prompter, Question } from '../kernel/prompter.ts';
import { secretValue } from '../kernel/secret-value.ts';
import { most } from './burst.ts';
import { drawQuestion, type Place, type Ways } from './drawn-question.ts';
import { fitTo, pad } from './fit.ts';
import { lineEndInside } from './keyboard.ts';
import { type PromptScreen, symbolsOf, themeOf } from './prompt-theme.ts';
import { nextTurn } from './quiet.ts';
import type { Streams } from './streams.ts';
import type { End } from './until-answered.ts';
import { displayWidth } from './width.ts';
import { words } from './words.ts';

const longestAligned = 32;
const leastBeside = 12;
const loaded = () => import('@inquirer/prompts');

/** Asks on the terminal, drawn on stderr so that stdout stays data. */
export function createPrompter(streams: Streams, screen: PromptScreen): Prompter {
  const { paint, columns, rows } = screen;
  const { arrows, ellipsis, unchecked } = symbolsOf(screen.unicode);
  const moves = `${arrows} move`;
  const ask = <T>(question: Question, ways: Ways, draw: (place: Place, end: End) => Promise<T>): Promise<T> =>
    drawQuestion(streams, screen, question, ways, draw);

  function listed<V>(choices: readonly Choice<V>[], separator: (text: string) => unknown, before = 2) {
    const room = Math.max(8, columns() - 1 - before);
    const accompanied = choices.filter(({ aside, closed }) => (aside ?? closed) !== undefined);
    const widths = accompanied.map(({ label }) => displayWidth(printable(label)));
    // A few long labels do not push what stands beside all others out of sight; in a narrow window nothing is aligned.
    const longest = Math.max(0, ...widths.filter((width) => width <= longestAligned));
    const widest = longest + leastBeside <= room ? longest : 0;
    let group: string | undefined;
    return choices.flatMap((choice) => {
      const { value, aside, says, closed } = choice;
      const head = choice.group === undefined || choice.group === group ? [] : [separator(paint.strong(choice.group))];
      group = choice.group;
      const label = printable(widest === 0 ? choice.label.trimEnd() : choice.label);
      const left = fitTo(label, room, ellipsis);
      const whole = printable(closed ?? aside ?? '');
      const beside = fitTo(whole, room - Math.max(widest, displayWidth(left)) - 2, ellipsis);
      // What was cut is said in full of the one that is pointed at.
      const description = says === undefined ? (beside === whole ? undefined : whole) : printable(says);
      return [
        ...head,
        {
          value,
          name: beside === '' ? left : `${pad(left, widest)}  ${paint.dim(beside)}`,
          short: label.trimEnd(),
          ...(description === undefined ? {} : { description }),
          ...(closed === undefined ? {} : { disabled: ' ' }),
        },
      ];
    });
  }
  // Room for what stands around the choices; in a low window it gives way to them.
  const pageSize = () => Math.min(15, Math.max(6, rows() - 7));

  return {
    interactive: true,
    refusal: '',
    confirm: (question) =>
      ask(question, { takes: 'line', tab: () => true }, async (place) =>
        (await loaded()).confirm(
          { message: printable(question.message), default: false, theme: themeOf(screen, question.hint) },
          place,
        ),
      ),
    text(question) {
      const { message, hint, initial = '', editable, judge } = question;
      let typed = '';
      // Tab takes the usual answer to be changed; within an answer it would be a character of it.
      return ask(question, { takes: 'line', tab: () => typed === '' }, async (place, end) => {
        const theme = themeOf(screen, hint);
        const answer = await (await loaded()).input(
          {
            message: printable(message),
            theme,
            default: printable(initial),
            ...(editable === true ? { prefill: 'editable' as const } : {}),
            transformer(value, { isFinal }) {
              typed = value;
              return isFinal ? theme.style.answer(value) : value;
            },
            validate: (value) => orEnd(end, async () => (await judge?.(answerOf(value, initial))) ?? true),
          },
          place,
        );
        return answerOf(answer, initial);
      });
    },
    secret: (question) =>
      ask(question, { takes: 'hidden' }, async (place) => {
        const typed = await (await loaded()).password(
          {
            message: printable(question.message),
            mask: false,
            toggleMask: false,
            theme: themeOf(screen, question.hint),
            validate: (answer) =>
              answer === '' ? words.nothingTyped : answer.length <= most.hidden || words.tooLongToKeep(most.hidden),
          },
          place,
        );
        return secretValue(typed.replaceAll(lineEndInside, '\n'));
      }),
    choose: (question) =>
      ask(question, { takes: 'keys' }, async (place) => {
        const { message, hint, choices, initial, numbered } = question;
        const { select, Separator } = await loaded();
        const how = `${arrows}${numbered === true ? ' or number' : ''} move`;
        return select(
          {
            message: printable(message),
            choices: listed(choices, (text) => new Separator(text), numbered === true ? 6 : 2) as never,
            get pageSize() {
              return pageSize();
            },
            loop: false,
            theme: {
              ...themeOf(screen, hint, [how, 'Enter takes it', 'Ctrl-C leaves']),
              ...(numbered === true ? { indexMode: 'number' as const } : {}),
            },
            ...(initial === undefined ? {} : { default: initial }),
          },
          place,
        );
      }),
    search(question) {
      const { message, hint, find, initial } = question;
      let looking: Promise<unknown> = Promise.resolve();
      const ready = () => looking.then(nextTurn);
      return ask(question, { takes: 'line', ready }, async (place, end) => {
        const { search, Separator } = await loaded();
        return search(
          {
            message: printable(message),
            source(typed = '') {
              const found = orEnd(end, async () => listed(await find(typed), (text) => new Separator(text)));
              looking = found;
              return found as never;
            },
            get pageSize() {
              return pageSize();
            },
            ...(initial === undefined ? {} : { default: initial }),
            theme: filtered(themeOf(screen, hint, ['type to filter', moves, 'Enter takes it', 'Ctrl-C leaves'])),
          },
          place,
        );
      });
    },
    several: (question) =>
      ask(question, { takes: 'keys' }, async (place) => {
        const { message, hint, choices, initial = [], judge } = question;
        const { checkbox, Separator } = await loaded();
        const before = 2 + displayWidth(unchecked);
        const items = listed(choices, (text) => new Separator(text), before).map((item) =>
          'value' in (item as object)
            ? { ...(item as object), checked: initial.includes((item as { value: never }).value) }
            : item,
        );
        return checkbox(
          {
            message: printable(message),
            choices: items as never,
            get pageSize() {
              return pageSize();
            },
            loop: false,
            theme: themeOf(screen, hint, [moves, 'space marks', 'a all', 'Enter goes on', 'Ctrl-C leaves']),
            validate: (marked) => judge?.(marked.map(({ value }) => value as never)) ?? true,
          },
          place,
        );
      }),
  };
}

// In this list alone the library puts no mark of its own before what cannot be chosen.
function filtered<T extends ReturnType<typeof themeOf>>(theme: T): T {
  return { ...theme, style: { ...theme.style, disabled: (text: string) => theme.style.disabled(`- ${text}`) } };
}

// What stands in the brackets of the question is what may be shown of the usual answer.
function answerOf(shown: string, initial: string): string {
  return shown === printable(initial) ? initial : shown;
}

// The library would draw a failure or wait for ever; here it ends the question, and the run.
function orEnd<T>(end: End, work: () => Promise<T>): Promise<T> {
  return work().catch((error) => {
    end(error);
    return new Promise<never>(() => undefined);
  });
}
