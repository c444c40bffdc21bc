import { printable } from '../kernel/printable.ts';
import type { Choice, Prompter, Question } from '../kernel/prompter.ts';
import { secretValue } from '../kernel/secret-value.ts';
import { most } from './burst.ts';
import type { LineReader, Read } from './line-reader.ts';
import { words } from './words.ts';

/** As many as are listened to before a search narrows them. */
const mostUnasked = 9;

/**
 * Asks line by line, for screen readers and plain terminals: numbered lists, nothing redrawn, no colour, no key but
 * Enter. Every line goes out once.
 */
export function createPlainPrompter(lines: LineReader): Prompter {
  const say = (text: string) => lines.write(`${printable(text)}\n`);

  /** Asks until the answer can be read and will do. */
  async function until<T>(
    { message }: Question,
    prompt: string,
    read: (answer: string) => Read<T> | Promise<Read<T>>,
    line = lines.line,
    hint?: string,
  ): Promise<T> {
    // Said with the prompt, from when on whatever ends the question is heard.
    let before = hint === undefined ? '' : `${printable(hint)}\n`;
    for (;;) {
      const typed = await line(message, before + printable(prompt));
      before = '';
      const answer = 'says' in typed ? typed : await read(typed.value);
      if ('value' in answer) return answer.value;
      say(`error: ${answer.says}`);
    }
  }

  function introduce({ message, hint }: Question): void {
    say(message);
    if (hint !== undefined) say(hint);
  }

  function list<V>(choices: readonly Choice<V>[], marked: readonly number[] = []): void {
    let group: string | undefined;
    for (const [at, choice] of choices.entries()) {
      if (choice.group !== undefined && choice.group !== group) say(`${choice.group}:`);
      group = choice.group;
      const parts = [
        choice.label.trimEnd(),
        marked.includes(at + 1) ? words.marked : undefined,
        choice.aside,
        choice.says,
        choice.closed === undefined ? undefined : words.closed(choice.closed),
      ];
      say(`  ${at + 1}. ${parts.filter((it) => it !== undefined && it !== '').join(', ')}`);
    }
  }

  function choiceOf<V>(choices: readonly Choice<V>[], typed: string): Choice<V> | undefined {
    const word = typed.trim().toLowerCase();
    const numbered = /^\d{1,6}$/.test(word) ? choices[Number(word) - 1] : undefined;
    return numbered ?? choices.find(({ label }) => label.trim().toLowerCase() === word);
  }

  function chosen<V>(choices: readonly Choice<V>[], typed: string): Read<V> {
    const choice = choiceOf(choices, typed);
    if (choice === undefined) return { says: words.numberFrom(choices.length) };
    if (choice.closed === undefined) return { value: choice.value };
    return { says: `${choice.label.trimEnd()} ${words.closed(choice.closed)}` };
  }

  return {
    interactive: true,
    refusal: '',
    confirm(question) {
      if (question.hint !== undefined) say(question.hint);
      return until(question, words.confirmPrompt(question.message), (answer) => {
        const word = answer.trim().toLowerCase();
        if (['y', 'yes'].includes(word)) return { value: true };
        return ['', 'n', 'no'].includes(word) ? { value: false } : { says: words.yesOrNo };
      });
    },
    text(question) {
      const { message, hint, initial = '', judge } = question;
      const read = async (typed: string) => {
        const answer = typed === '' ? initial : typed;
        const says = await judge?.(answer);
        return says === undefined ? { value: answer } : { says };
      };
      return until(question, words.textPrompt(message, initial), read, lines.line, hint);
    },
    secret(question) {
      if (question.hint !== undefined) say(question.hint);
      return until(
        question,
        words.secretPrompt(question.message),
        (typed) => {
          if (typed === '') return { says: words.nothingTyped };
          return typed.length > most.hidden
            ? { says: words.tooLongToKeep(most.hidden) }
            : { value: secretValue(typed) };
        },
        lines.hidden,
      );
    },
    choose(question) {
      const { choices, initial } = question;
      introduce(question);
      list(choices);
      const open = openOf(choices);
      const wished = choices.findIndex(({ value }) => initial !== undefined && value === initial) + 1;
      // As in a drawn list, where the first that can be chosen is pointed at.
      const usual = open.find((number) => Number(number) === wished) ?? open[0] ?? '1';
      return until(question, words.numberPrompt(usual), (answer) =>
        chosen(choices, answer.trim() === '' ? usual : answer),
      );
    },
    async search(question) {
      const { find } = question;
      introduce(question);
      const all = await find('');
      let choices = all;
      const look = async (typed: string): Promise<Read<typeof all>> => {
        choices = await find(typed);
        return choices.length === 0 ? { says: words.nothingFitsOf(typed) } : { value: choices };
      };
      if (all.length > mostUnasked) await until(question, words.searchPrompt(all.length), look);
      for (;;) {
        list(choices);
        const answer = await until<{ readonly one: Choice<(typeof all)[number]['value']> } | undefined>(
          question,
          words.numberOrSearchPrompt,
          async (typed) => {
            const one = choiceOf(choices, typed);
            if (one !== undefined) {
              const read = chosen(choices, typed);
              return 'says' in read ? read : { value: { one } };
            }
            if (/^\s*\d*\s*$/.test(typed)) return { says: words.numberFrom(choices.length) };
            const found = await look(typed);
            return 'says' in found ? found : { value: undefined };
          },
        );
        if (answer !== undefined) return answer.one.value;
      }
    },
    several(question) {
      const { choices, initial = [], judge } = question;
      introduce(question);
      const marked = choices.flatMap(({ value }, at) => (initial.includes(value) ? [at + 1] : []));
      list(choices, marked);
      const usual = marked.length === 0 ? words.none : marked.join(' ');
      return until(question, words.severalPrompt(usual), (answer) => {
        const typed = answer.trim() === '' ? usual : answer.trim();
        const picked = typed === words.none ? [] : typed === words.all ? openOf(choices) : typed.split(/[\s,]+/);
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

function openOf(choices: readonly Choice<unknown>[]): readonly string[] {
  return choices.flatMap(({ closed }, at) => (closed === undefined ? [String(at + 1)] : []));
}
