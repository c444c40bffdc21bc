import type { Choice, Prompter, Question } from '../../src/kernel/prompter.ts';
import { secretValue } from '../../src/kernel/secret-value.ts';

/** The words of a question, and what is answered: text, the label of a choice, or labels of several. */
export type Answer = readonly [question: string, answer: string | boolean | readonly string[]];

export interface ScriptedPrompter extends Prompter {
  /** Fails when an answer was not asked for. */
  readonly done: () => void;
}

/** A person with a list of answers. A question that the list does not name next fails, and so does an answer that will not do. */
export function scripted(answers: readonly Answer[], write: (text: string) => void): ScriptedPrompter {
  const left = [...answers];
  const line = (text: string) => write(`${text}\n`);

  function next({ message, hint }: Question): string | boolean | readonly string[] {
    const [expected, answer] = left.shift() ?? [];
    if (expected !== message || answer === undefined)
      throw new Error(`asked "${message}"${expected === undefined ? '' : `, but the next answer is to "${expected}"`}`);
    if (hint !== undefined) line(`  ${hint}`);
    return answer;
  }

  function pick<V>(choices: readonly Choice<V>[], answer: unknown): Choice<V> {
    const choice = choices.find(({ label }) => label.trim() === answer);
    if (choice === undefined || choice.closed !== undefined)
      throw new Error(`"${answer}" cannot be chosen of ${choices.map(({ label }) => label.trim()).join(', ')}`);
    return choice;
  }

  function listed(choices: readonly Choice<unknown>[]): void {
    for (const { label, aside, closed, group } of choices) {
      const beside = [aside, closed === undefined ? undefined : `(closed: ${closed})`, group && `[${group}]`];
      line(`  - ${[label.trimEnd(), ...beside.filter((it) => it !== undefined)].join('  ')}`);
    }
  }

  return {
    interactive: true,
    refusal: '',
    async confirm(question) {
      const answer = next(question);
      line(`? ${question.message} ${answer === true ? 'yes' : 'no'}`);
      return answer === true;
    },
    async text(question) {
      const answer = String(next(question)) || (question.initial ?? '');
      const says = await question.judge?.(answer);
      line(`? ${question.message} ${answer}`);
      if (says === undefined) return answer;
      line(`  ${says}`);
      return this.text(question);
    },
    async secret(question) {
      const answer = next(question);
      line(`? ${question.message} (not shown)`);
      return secretValue(String(answer));
    },
    async choose(question) {
      // Enter alone takes what is pointed at.
      const pointed = question.choices.find(({ value }) => value === question.initial) ?? question.choices[0];
      const answer = next(question) || pointed?.label;
      listed(question.choices);
      line(`? ${question.message} ${answer}`);
      return pick(question.choices, answer).value;
    },
    async search(question) {
      const answer = next(question);
      const choices = await question.find(String(answer));
      line(`? ${question.message} ${answer}`);
      return pick(choices, answer).value;
    },
    async several(question) {
      const answer = next(question) as readonly string[];
      listed(question.choices);
      line(`? ${question.message} ${answer.join(', ')}`);
      const values = answer.map((label) => pick(question.choices, label).value);
      const says = question.judge?.(values);
      if (says === undefined) return values;
      line(`  ${says}`);
      return this.several(question);
    },
    done() {
      if (left.length > 0) throw new Error(`never asked: ${left.map(([question]) => question).join(', ')}`);
    },
  };
}
