import { Command as Commander, type CommanderError, Option } from 'commander';
import type { Flags } from '../commands/define.ts';
import type { AnyCommand } from '../commands/tree.ts';
import type { Fields } from '../fields/field.ts';
import { fieldFlags, flagName } from '../fields/flags.ts';
import { nearest } from '../kernel/nearest.ts';
import { isProblem, problem } from '../kernel/problem.ts';
import { flagsOf } from './common-flags.ts';
import { lackingArguments, lackingFlags } from './lacking.ts';
import { parted } from './parted.ts';
import { scan } from './scan.ts';

/** A command line, read by the definition of its command. */
export interface Parsed {
  readonly args: { readonly [name: string]: string | readonly string[] | undefined };
  readonly flags: { readonly [name: string]: unknown };
  readonly fields: { readonly [key: string]: string | boolean };
  readonly passed: readonly string[];
}

/** Reads a command line with commander, given one leaf alone; every refusal becomes a problem. */
export function parse(command: AnyCommand, fields: Fields, words: readonly string[]): Parsed {
  const { own: argv, passed } = parted(command, words);
  const flags = flagsOf(command);
  const typed = fieldFlags(fields).filter(({ flag }) => !Object.hasOwn(flags, flag.slice(2)));
  const leaf = new Commander(command.path).exitOverride().helpOption(false).allowExcessArguments(false);
  leaf.configureOutput({
    writeOut: () => {},
    writeErr: () => {},
    getOutHasColors: () => false,
    getErrHasColors: () => false,
    getOutHelpWidth: () => 80,
    getErrHelpWidth: () => 80,
  });
  for (const { name, optional, many } of command.args)
    leaf.argument(`${optional ? '[' : '<'}${name}${many ? '...' : ''}${optional ? ']' : '>'}`);
  for (const [name, flag] of Object.entries(flags)) leaf.addOption(optionOf(name, flag));
  for (const { flag, takesValue } of typed)
    leaf.addOption(plainOption(flag.slice(2), takesValue ? `${flag} <value>` : `${flag} [value]`));
  leaf.action(() => {});
  refuseSecretFlags(fields, flags, argv);
  try {
    leaf.parse([...argv], { from: 'user' });
  } catch (error) {
    throw isProblem(error)
      ? error
      : refusal(command, error as CommanderError, words, [
          ...Object.keys(flags).map((name) => `--${name}`),
          ...typed.map(({ flag }) => flag),
        ]);
  }
  const values = leaf.opts<Record<string, unknown>>();
  if (lackingFlags(command, scan(argv, flags)).length > 0) throw missing(command, words);
  return {
    args: Object.fromEntries(
      command.args.map(({ name }: { name: string }, at: number) => [name, leaf.processedArgs[at]]),
    ),
    flags: Object.fromEntries(
      Object.entries(flags).map(([name, flag]) => [name, valueFrom(name, flag, values[camel(name)])]),
    ),
    fields: Object.fromEntries(
      typed.flatMap(({ key, flag }) =>
        values[camel(flag.slice(2))] === undefined ? [] : [[key, values[camel(flag.slice(2))] as string]],
      ),
    ),
    passed,
  };
}

function optionOf(name: string, flag: Flags[string]): Option {
  const short = flag.short === undefined ? '' : `-${flag.short}, `;
  if (flag.kind === 'switch') return plainOption(name, `${short}--${name}`);
  const option = new Option(`${short}--${name} <value>`);
  return flag.kind === 'many'
    ? option.argParser((value: string, before: string[] | undefined) => [...(before ?? []), value])
    : option;
}

// Commander would take `--no-input` for the negation of an `--input`.
function plainOption(name: string, form: string): Option {
  const option = new Option(form);
  return name.startsWith('no-') ? Object.assign(option, { negate: false, attributeName: () => camel(name) }) : option;
}

function valueFrom(name: string, flag: Flags[string], value: unknown): unknown {
  if (flag.kind === 'switch') return value === true;
  if (flag.kind === 'many') return value ?? [];
  if (value === undefined) return undefined;
  if (flag.kind === 'number') {
    const number = /^\d{1,15}$/.test(String(value)) ? Number(value) : Number.NaN;
    const { min = 0, max = Number.MAX_SAFE_INTEGER } = flag;
    if (Number.isNaN(number) || number < min || number > max)
      throw problem('usage.flag_value', {
        flag: `--${name}`,
        rule: `a whole number from ${min}${flag.max === undefined ? '' : ` to ${max}`}`,
        example: '10',
      });
    return number;
  }
  const { choices } = flag;
  if (choices !== undefined && !choices.includes(String(value))) {
    throw problem('usage.flag_value', {
      flag: `--${name}`,
      rule: choices.join(', '),
      nearest: nearest(String(value), choices),
      example: choices[0],
    });
  }
  return value;
}

// `--password hunter2` is the mistake to expect: it is refused by name before anything else reads it.
function refuseSecretFlags(fields: Fields, own: Flags, argv: readonly string[]): void {
  for (const [key, field] of Object.entries(fields)) {
    const flag = flagName(key);
    // A field that is called `secret` leaves `--secret` what it is.
    if (field.kind !== 'secret' || Object.hasOwn(own, flag.slice(2))) continue;
    const end = argv.indexOf('--');
    const given = (end < 0 ? argv : argv.slice(0, end)).some((token) => token === flag || token.startsWith(`${flag}=`));
    if (given) throw problem('usage.secret_as_value', { flag, field: key });
  }
}

/** Everything that the line leaves out and cannot. */
function missing(command: AnyCommand, words: readonly string[]) {
  const { own, passed } = parted(command, words);
  const scanned = scan(own, flagsOf(command));
  const { passes } = command;
  const inputs = [
    ...lackingArguments(command, scanned).map(({ name, help }) => ({ input: name, flag: name.toUpperCase(), help })),
    ...lackingFlags(command, scanned).map(([name, { placeholder = '', help }]) => ({
      input: name,
      flag: `--${name} ${placeholder}`,
      help,
    })),
    ...(passes === undefined || passes.optional === true || passed.length > 0
      ? []
      : [{ input: 'command', flag: '-- COMMAND', help: 'What to run, with its arguments' }]),
  ];
  const fix = [`cinch ${command.path} --help`];
  return problem('input.missing', { count: inputs.length, why: '', fix }, { missing: inputs });
}

function refusal(command: AnyCommand, error: CommanderError, words: readonly string[], known: readonly string[]) {
  const named = /'([^']*)'/.exec(error.message)?.[1] ?? '';
  switch (error.code) {
    case 'commander.unknownOption': {
      // What is glued to a short flag may be a secret, as `-pSECRET` is elsewhere.
      const typed = named.startsWith('--') ? named.replace(/=.*/s, '') : named.slice(0, 2);
      return problem('usage.unknown_flag', { typed, nearest: nearest(typed, known), command: command.path });
    }
    case 'commander.optionMissingArgument':
      return problem('usage.arguments', {
        command: command.path,
        says: `\`${named.replace(/^.*(--[\w-]+).*$/, '$1')}\` needs a value`,
      });
    case 'commander.missingArgument':
      return missing(command, words);
    case 'commander.excessArguments':
      return problem('usage.arguments', {
        command: command.path,
        says: `\`${command.path}\` takes ${command.args.length === 0 ? 'no arguments' : command.args.map(({ name }: { name: string }) => name.toUpperCase()).join(' ')}, and more was given; put ${command.passes === undefined ? '' : '`--` before a command, and '}a name with spaces in quotes`,
      });
    default:
      return problem('usage.arguments', { command: command.path, says: 'the command line cannot be read' });
  }
}

function camel(name: string): string {
  return name.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
