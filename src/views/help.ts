import { printable } from '../kernel/printable.ts';
import { wrap } from '../kernel/wrap.ts';
import { commandLines } from './command-lines.ts';
import { type Paint, plain } from './paint.ts';

export interface HelpLine {
  readonly left: string;
  readonly help: string;
}

/** What the help of one command shows. */
export interface CommandHelp {
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly usage: string;
  readonly examples: readonly { readonly run: string; readonly does: string }[];
  readonly groups: readonly { readonly title: string; readonly lines: readonly HelpLine[] }[];
}

const columns = 80;
const widest = 32;

/** One command: a sentence, real examples first, then its flags in groups. */
export function commandHelp(help: CommandHelp, paint: Paint = plain): string {
  const examples = help.examples
    .map(({ run, does }) => `  ${paint.dim(`# ${does}`)}\n  ${commandLines(`cinch ${run}`, columns, 2).trimStart()}\n`)
    .join('');
  const description = help.description === '' ? [] : ['', ...wrap(help.description, columns)];
  const groups = help.groups
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => `\n${paint.strong(title)}\n${table(lines)}`);
  return [
    `${[help.summary, ...description].join('\n')}\n\n${examples}\n${paint.strong('usage')}\n  cinch ${help.usage}\n`,
    ...groups,
  ].join('');
}

/** The commands of one noun, a line each. */
export function nounHelp(
  name: string,
  summary: string,
  aliases: readonly string[],
  lines: readonly HelpLine[],
  paint: Paint = plain,
): string {
  const also = aliases.length === 0 ? '' : ` (also: ${aliases.join(', ')})`;
  return `${summary}${also}\n\n${table(lines)}\nEach has its own help: cinch ${paint.name(`${name} VERB --help`)}\n`;
}

/** Everything there is, a line each. */
export function rootHelp(
  nouns: readonly HelpLine[],
  singles: readonly HelpLine[],
  topics: readonly HelpLine[],
  paint: Paint = plain,
): string {
  return [
    'cinch administers the connections of a customer data platform\n',
    `\n${paint.strong('things')}\n${table(nouns)}`,
    `\n${paint.strong('commands')}\n${table(singles)}`,
    `\n${paint.strong('topics')}, with cinch help TOPIC\n${table(topics)}`,
    '\nBegin with `cinch demo`, or with `cinch discover` and `cinch connection add TYPE --help`.\n',
  ].join('');
}

// The right side wraps under itself, so that a page reads well at 80 columns; a left side that is too long gets a line of its own.
function table(lines: readonly HelpLine[]): string {
  const fitting = lines.filter(({ left }) => left.length <= widest).map(({ left }) => left.length);
  const room = Math.max(...fitting, 8);
  return lines.map((line) => row(line, room)).join('');
}

function row(line: HelpLine, room: number): string {
  // The fields of a type of one's own are text from outside.
  const [left, help] = [printable(line.left), printable(line.help)];
  const under = ' '.repeat(room + 4);
  const [first = '', ...more] = wrap(help, columns - room - 4);
  const head = left.length > room ? `  ${left}\n${under}${first}` : `  ${left.padEnd(room)}  ${first}`;
  return [head, ...more.map((line) => `${under}${line}`)].map((line) => `${line.trimEnd()}\n`).join('');
}
