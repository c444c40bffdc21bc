import type { Argument, Flags } from '../commands/define.ts';
import { type AnyCommand, nouns, singles } from '../commands/tree.ts';
import type { Field, Fields } from '../fields/field.ts';
import { fieldFlags } from '../fields/flags.ts';
import { nearest } from '../kernel/nearest.ts';
import { problem } from '../kernel/problem.ts';
import { commandHelp, helpColumns, nounHelp, rootHelp, topicList } from '../views/help.ts';
import type { HelpLine } from '../views/help-table.ts';
import { flagsOf, ofChanges, ofLists, ofOutput, ofRuns } from './common-flags.ts';
import type { Presenter } from './present.ts';
import { route } from './route.ts';
import type { Route } from './walk.ts';

/** Help for wherever a command line leads; `fields` are those of the connection type, once it is told. */
export async function helpText(where: Route, fields: Fields, presenter: Presenter): Promise<string> {
  const paint = await presenter.paint(1);
  const columns = helpColumns(presenter.width());
  if (where.to === 'help') return helpOn(where.words, presenter);
  if (where.to === 'leaf') return commandHelp(ofCommand(await where.leaf.load(), fields), columns, paint);
  if (where.to === 'noun') {
    const { name, summary, aliases = [], verbs } = where.noun;
    const lines = verbs.map(({ path, summary: help }) => ({ left: path.slice(name.length + 1), help }));
    return nounHelp({ name, summary, aliases, verbs: lines }, columns, paint);
  }
  const { topics } = await import('../views/topics/topic.ts');
  const all = {
    nouns: nouns.map(({ name, summary }) => ({ left: name, help: summary })),
    singles: singles.map(({ path, summary }) => ({ left: path, help: summary })),
    topics: Object.keys(topics),
  };
  return rootHelp(all, columns, paint);
}

// `help removal` is a topic; `help connection add` is the help of a command.
async function helpOn(words: readonly string[], presenter: Presenter): Promise<string> {
  const [first] = words;
  if (first === undefined) return helpText({ to: 'root', rest: [] }, {}, presenter);
  const { topics } = await import('../views/topics/topic.ts');
  const topic = Object.hasOwn(topics, first) ? topics[first] : undefined;
  const columns = helpColumns(presenter.width());
  if (topic !== undefined) {
    const { pageText } = await import('../views/topics/page.ts');
    return pageText((await topic.load()).page, columns);
  }
  if (first === 'topics')
    return topicList(
      Object.entries(topics).map(([left, { summary }]) => ({ left, help: summary })),
      columns,
    );
  const known = [
    'topics',
    ...Object.keys(topics),
    ...nouns.map(({ name }) => name),
    ...singles.map(({ path }) => path),
  ];
  if (!known.includes(first) && !nouns.some(({ aliases }) => aliases?.includes(first))) {
    throw problem('usage.unknown_word', {
      kind: 'topic',
      typed: first,
      nearest: nearest(first, known),
      known: Object.keys(topics),
      command: 'help',
    });
  }
  return helpText(route(words), {}, presenter);
}

function ofCommand(command: AnyCommand, fields: Fields) {
  const args: readonly Argument[] = command.args;
  const shown = args.map(({ name, optional, many }) => {
    const word = `${name.toUpperCase()}${many ? '...' : ''}`;
    return optional ? `[${word}]` : word;
  });
  const secrets = Object.entries(fields).filter(([, field]) => field.kind === 'secret');
  const typed: HelpLine[] = [
    ...fieldFlags(fields).map(({ key, flag, takesValue, placeholder, help, choices = [] }) => ({
      left: takesValue ? `${flag} ${placeholder}` : flag,
      help: `${help}${onlyWhile(fields[key])}${choices.length === 0 ? '' : `: ${choices.join(', ')}`}`,
    })),
    ...secrets.map(([key, field]) => ({
      left: `--secret ${key}=SOURCE`,
      help: `${field.help}${onlyWhile(field)}`,
    })),
  ];
  return {
    path: command.path,
    summary: command.summary,
    description: command.description ?? '',
    usage: [
      command.path,
      ...shown,
      ...Object.entries(command.flags as Flags).flatMap(([name, { needed, placeholder = '' }]) =>
        needed === undefined ? [] : [`--${name} ${placeholder}`],
      ),
      '[flags]',
      ...(command.passes === undefined ? [] : [command.passes.optional ? '[-- COMMAND ARG...]' : '-- COMMAND ARG...']),
    ].join(' '),
    examples: command.examples,
    groups: [
      {
        title: 'arguments',
        lines: [
          ...args.map(({ name, help }) => ({ left: name.toUpperCase(), help })),
          ...(command.passes === undefined ? [] : [{ left: 'COMMAND', help: command.passes.help }]),
        ],
      },
      { title: 'fields of the type', lines: typed },
      { title: 'flags', lines: lines(command.flags) },
      { title: 'flags of lists', lines: command.lists === true ? lines(ofLists) : [] },
      { title: 'flags of changes', lines: command.changes === true ? lines(ofChanges) : [] },
      { title: 'common flags', lines: lines(ofRuns) },
      { title: 'output flags', lines: lines(outputOf(command)) },
    ],
  };
}

function onlyWhile(field: Field | undefined): string {
  return field?.when === undefined ? '' : `, while \`${field.when.field}\` is ${[field.when.is].flat().join(' or ')}`;
}

// A command with drawings of its own knows more forms than the rest.
function outputOf(command: AnyCommand): Flags {
  const { output = ofOutput.output } = flagsOf(command);
  return { ...ofOutput, output };
}

function lines(flags: Flags): HelpLine[] {
  return Object.entries(flags).map(([name, flag]) => {
    const short = flag.short === undefined ? '' : `-${flag.short}, `;
    const choices = flag.kind === 'text' && flag.choices !== undefined ? `: ${flag.choices.join(', ')}` : '';
    const value = flag.kind === 'switch' ? '' : ` ${flag.placeholder ?? (choices === '' ? 'TEXT' : 'CHOICE')}`;
    return { left: `${short}--${name}${value}`, help: `${flag.help}${choices}` };
  });
}
