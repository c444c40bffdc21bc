import { printable } from '../kernel/printable.ts';
import type { Choice, Prompter, Question } from '../kernel/prompter.ts';
import { secretValue } from '../kernel/secret-value.ts';
import type { LineReader } from './line-reader.ts';

/** What an answer was read as, or why it will not do. */
type Read<T> = { readonly value: T } | { readonly says: string };

/**
 * Asks line by line, for screen readers and plain terminals: numbered lists, nothing redrawn, no colour, no key but
 * Enter. Every line goes out once.
 */
export function createPlainPrompter(lines: LineReader): Prompter {
  const say = (text: string) => lines.write(`${text}\n`);

  /** Asks until the answer can be read and will do. */
  async function until<T>(
    { message, hint }: Question,
    prompt: string,
    read: (answer: string) => Read<T> | Promise<Read<T>>,
    line = lines.line,
  ): Promise<T> {
    if (hint !== undefined) say(printable(hint));
    for (;;) {
      const answer = await read(await line(message, prompt));
      if ('value' in answer) return answer.value;
      say(`error: ${answer.says}`);
    }
  }

  function list<V>(choices: readonly Choice<V>[]): void {
    let group: string | undefined;
    for (const [at, choice] of choices.entries()) {
      if (choice.group !== undefined && choice.group !== group) say(`${choice.group}:`);
      group = choice.group;
      const { label, aside, closed } = choice;
      const beside = [aside, closed === undefined ? undefined : `cannot be chosen: ${closed}`].filter(
        (it) => it !== undefined,
      );
      say(`  ${at + 1}. ${[label, ...beside].map(printable).join(', ')}`);
    }
  }

  function chosen<V>(choices: readonly Choice<V>[], word: string): Read<V> {
    const typed = word.trim();
    const choice = /^\d+$/.test(typed)
      ? choices[Number(typed) - 1]
      : choices.find(({ label }) => label.toLowerCase() === typed.toLowerCase());
    if (choice === undefined) return { says: `type a number from 1 to ${choices.length}` };
    return choice.closed === undefined
      ? { value: choice.value }
      : { says: `${printable(choice.label)} cannot be chosen: ${printable(choice.closed)}` };
  }

  return {
    interactive: true,
    refusal: '',
    confirm: (question) =>
      until(question, `${question.message} (yes or no): `, (answer) => {
        const word = answer.trim().toLowerCase();
        if (['y', 'yes'].includes(word)) return { value: true };
        return ['', 'n', 'no'].includes(word) ? { value: false } : { says: 'type yes or no' };
      }),
    text: ({ initial = '', judge, ...question }) =>
      until(
        question,
        `${question.message}${initial === '' ? '' : ` (Enter for ${printable(initial)})`}: `,
        async (typed) => {
          const answer = typed === '' ? initial : typed;
          const says = await judge?.(answer);
          return says === undefined ? { value: answer } : { says };
        },
      ),
    secret: (question) =>
      until(
        question,
        `${question.message} (nothing is shown while you type): `,
        (typed) => (typed === '' ? { says: 'nothing was typed' } : { value: secretValue(typed) }),
        lines.hidden,
      ),
    async choose({ choices, initial, ...question }) {
      say(question.message);
      list(choices);
      const usual = choices.findIndex(({ value }) => value === initial) + 1;
      return until(question, usual > 0 ? `Number (Enter for ${usual}): ` : 'Number: ', (answer) =>
        chosen(choices, answer.trim() === '' && usual > 0 ? String(usual) : answer),
      );
    },
    async search({ find, ...question }) {
      say(question.message);
      const typed = await until({ message: question.message }, 'Part of its name, or Enter for all: ', async (word) =>
        (await find(word)).length === 0 ? { says: `nothing fits ${printable(word)}` } : { value: word },
      );
      const choices = await find(typed);
      list(choices);
      return until(question, 'Number: ', (answer) => chosen(choices, answer));
    },
    async several({ choices, initial = [], judge, ...question }) {
      say(question.message);
      list(choices);
      const marked = choices.flatMap(({ value }, at) => (initial.includes(value) ? [at + 1] : []));
      const usual = marked.length === 0 ? 'none' : marked.join(' ');
      return until(question, `Numbers with spaces between, all or none (Enter for ${usual}): `, (answer) => {
        const words = (answer.trim() === '' ? usual : answer.trim()).split(/[\s,]+/);
        const picked = words[0] === 'none' ? [] : words[0] === 'all' ? choices.map((_, at) => String(at + 1)) : words;
        const values: (typeof choices)[number]['value'][] = [];
        for (const word of picked) {
          const one = chosen(choices, word);
          if ('says' in one) return one;
          if (!values.includes(one.value)) values.push(one.value);
        }
        const says = judge?.(values);
        return says === undefined ? { value: values } : { says };
      });
    },
  };
}
