import type { Context } from '../../src/commands/context.ts';
import { fieldsFor } from '../../src/commands/shared/fields-for.ts';
import { type AnyCommand, type Leaf, nouns, singles } from '../../src/commands/tree.ts';
import { flagsOf } from '../../src/shell/common-flags.ts';
import { parse } from '../../src/shell/parse.ts';
import { parted } from '../../src/shell/parted.ts';
import { route } from '../../src/shell/route.ts';
import { scan } from '../../src/shell/scan.ts';

/** Every command, with what help and completion know of it. */
export const leaves: readonly Leaf[] = [...nouns.flatMap(({ verbs }) => verbs), ...singles];
export const paths = leaves.map(({ path }) => path);

const commands = new Map<string, AnyCommand>(
  await Promise.all(leaves.map(async (leaf) => [leaf.path, await leaf.load()] as const)),
);
export const commandOf = (path: string) => commands.get(path) as AnyCommand;

/** What the examples of the help speak of, by name. */
const types: Readonly<Record<string, string>> = {
  'retail-nightly-drop': 'sftp',
  newsletter: 'mailchimp',
  'company-data': 'leadspace',
  'nightly-customers': 'sftp',
  'company-profiles': 'leadspace',
};
const context = {
  knownEnvironment: async () => 'test',
  environment: async () => ({
    query: async (name: string, input: Readonly<Record<string, string>>) => {
      if (name === 'whoami') return { role: 'administrator' };
      if (name === 'type.list') return { items: [] };
      return { type: types[input.connection ?? input.dependent ?? ''] };
    },
  }),
} as unknown as Context;

/** The words of a command line as a shell has them, without a comment and what it is piped into. */
function wordsOf(line: string): string[] {
  const [command = ''] = line.split(/ (?:\||>|&&|#) ?/);
  return [...command.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
}

/** The path of the command that a line without its `cinch` leads to, or where else it leads. Throws what the program would. */
export async function ledBy(line: string): Promise<string> {
  const where = route(wordsOf(line));
  if (where.to !== 'leaf') return where.to;
  const command = commandOf(where.leaf.path);
  const scanned = scan(parted(command, where.rest).own, flagsOf(command));
  if (scanned.has('help')) return where.leaf.path;
  const fields =
    command.fields === undefined ? {} : await fieldsFor(command.fields, scanned.positionals, context, scanned);
  parse(command, fields, where.rest);
  return where.leaf.path;
}
