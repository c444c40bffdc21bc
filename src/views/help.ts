import { wrap } from '../kernel/wrap.ts';
import { commandLines } from './command-lines.ts';
import { type HelpLine, helpTable } from './help-table.ts';
import { type Paint, plain } from './paint.ts';

/** What the help of one command shows. */
export interface CommandHelp {
  readonly path: string;
  readonly summary: string;
  readonly description: string;
  readonly usage: string;
  readonly examples: readonly { readonly run: string; readonly does: string }[];
  readonly groups: readonly { readonly title: string; readonly lines: readonly HelpLine[] }[];
}

/** The width that help is written for: as wide as the terminal, but no wider than reads well. */
export function helpColumns(width: number): number {
  return Math.max(36, Math.min(80, width));
}

/** One command: a sentence, real examples first, then its flags in groups. */
export function commandHelp(help: CommandHelp, columns = 80, paint: Paint = plain): string {
  const examples = help.examples.map(({ run, does }) => example(run, does, columns, paint)).join('');
  const description = help.description === '' ? [] : ['', ...wrap(help.description, columns)];
  const groups = help.groups
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => `\n${paint.strong(title)}\n${helpTable(lines, columns)}`);
  const head = [...wrap(help.summary, columns), ...description].join('\n');
  const usage = commandLines(`cinch ${help.usage}`, columns, 2);
  return [`${head}\n\n${examples}\n${paint.strong('usage')}\n${usage}\n`, ...groups].join('');
}

function example(run: string, does: string, columns: number, paint: Paint): string {
  const comment = wrap(does, columns - 4).map((line) => `  ${paint.dim(`# ${line}`)}`);
  return [...comment, commandLines(`cinch ${run}`, columns, 2)].map((line) => `${line}\n`).join('');
}

interface NounHelp {
  readonly name: string;
  readonly summary: string;
  readonly aliases: readonly string[];
  readonly verbs: readonly HelpLine[];
}

/** The commands of one noun, a line each. */
export function nounHelp({ name, summary, aliases, verbs }: NounHelp, columns = 80, paint: Paint = plain): string {
  const also = aliases.length === 0 ? '' : ` (also: ${aliases.join(', ')})`;
  const head = wrap(`${summary}${also}`, columns).join('\n');
  const [first, ...rest] = wrap(`Each has its own help, with examples: cinch ${name} VERB --help`, columns);
  const foot = [first, ...rest].join('\n').replace(`${name} VERB --help`, (it) => paint.name(it));
  return `${head}\n\n${helpTable(verbs, columns)}\n${foot}\n`;
}

interface RootHelp {
  readonly nouns: readonly HelpLine[];
  readonly singles: readonly HelpLine[];
  readonly topics: readonly string[];
}

/** Everything there is, a line each; topics by name alone. */
export function rootHelp({ nouns, singles, topics }: RootHelp, columns = 80, paint: Paint = plain): string {
  const room = Math.max(...[...nouns, ...singles].map(({ left }) => left.length));
  const names = wrap(topics.join(', '), columns - 2).map((line) => `  ${line}\n`);
  const first: readonly HelpLine[] = [
    { left: 'cinch demo', help: 'Watch the whole life of a connection' },
    { left: 'cinch help getting-started', help: 'Add the first one, step by step' },
  ];
  return [
    `${wrap('cinch administers the connections of a customer data platform', columns).join('\n')}\n\n`,
    helpTable(first, columns),
    `\n${paint.strong('things')}, each with commands of its own\n${helpTable(nouns, columns, { room })}`,
    `\n${paint.strong('commands')}\n${helpTable(singles, columns, { room })}`,
    `\n${paint.strong('topics')}, with cinch help TOPIC\n${names.join('')}`,
  ].join('');
}

/** Every topic, a line each. */
export function topicList(lines: readonly HelpLine[], columns: number): string {
  return `Topics, with cinch help TOPIC\n\n${helpTable(lines, columns)}`;
}
