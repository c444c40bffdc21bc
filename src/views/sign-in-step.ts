import { printable } from '../kernel/printable.ts';
import { wrap } from '../kernel/wrap.ts';
import { count } from './count.ts';
import { type Paint, plain } from './paint.ts';

interface Step {
  readonly label: string;
  readonly address: string;
  readonly code?: string;
  readonly redirect?: string;
  readonly seconds: number;
  /** Whether the answer comes back by itself. */
  readonly awaited: boolean;
}

/** What a person does in a browser. The address stands on a line of its own, whole, because a broken one opens nothing. */
export function text(step: Step, paint: Paint = plain, columns = 80): string {
  const { label, code, redirect, seconds, awaited } = step;
  const address = printable(step.address);
  const say = (sentence: string) => `${wrap(sentence, columns).join('\n')}\n`;
  return [
    say(`sign in to ${printable(label)} at`),
    `\n${address}\n\n`,
    code === undefined ? '' : `${say('and type there')}\n${paint.strong(printable(code))}\n\n`,
    redirect === undefined ? '' : say(`the app there has to allow the redirect ${printable(redirect)}`),
    awaited ? say(`waiting for at most ${span(seconds)}; Ctrl-C leaves everything as it was`) : '',
  ].join('');
}

function span(seconds: number): string {
  return seconds % 60 === 0 ? count(seconds / 60, 'minute') : count(seconds, 'second');
}
