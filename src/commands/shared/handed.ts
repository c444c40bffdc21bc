import type { ConnectionType } from '../../fields/connection-type.ts';
import type { Fields, Settings } from '../../fields/field.ts';
import { settingTexts, variableName } from '../../fields/variables.ts';
import type { ChildCommand } from '../../kernel/child.ts';
import { nearest } from '../../kernel/nearest.ts';
import { problem } from '../../kernel/problem.ts';
import type { SecretValue } from '../../kernel/secret-value.ts';
import type { DependentKind } from '../../model/dependent.ts';
import type { Release } from '../../model/release.ts';
import type { Context } from '../context.ts';
import type { Flags } from '../define.ts';
import { openedSecret } from './opened-secret.ts';
import { signInOf } from './sign-in-app.ts';

/** Flags of whatever runs a command with what a connection holds. */
export const handedFlags = {
  'as-file': {
    kind: 'many',
    placeholder: 'FIELD',
    completes: 'handed-field',
    help: 'Hand this field over in a private file, whose path is in the variable with `_FILE` at its end; repeatable',
  },
  'clean-env': { kind: 'switch', help: 'Hand on no other variable but PATH, HOME and the like' },
  reason: { kind: 'text', placeholder: 'TEXT', help: 'Why, for the audit trail' },
} as const satisfies Flags;

export interface Handing {
  readonly command: readonly string[];
  readonly asFile: readonly string[];
  readonly clean: boolean;
  readonly aside: boolean;
  /** Hands out what the connection holds by now. */
  readonly again: () => Promise<Release>;
}

const connectionPrefix = 'CONN_';

/** A released connection, and what runs over it, as a child process is handed it. References are read from the key vault here. */
export async function handed(
  context: Context,
  release: Release,
  kind: DependentKind,
  { command, asFile, clean, aside, again }: Handing,
): Promise<ChildCommand> {
  const { connection, dependent } = release;
  const environment = await context.environment();
  const { declaration } = await environment.query('type.show', { type: connection.type });
  const own = `${kind.toUpperCase()}_`;
  const values = new Map<string, string | SecretValue>([
    ...named(connectionPrefix, declaration.fields, connection),
    ...(await opened(context, release, declaration, again)),
    ...(dependent === null ? [] : named(own, declaration.usage, dependent)),
  ]);
  const files = new Set<string>(asFile.map((field) => variableOf(field, [connectionPrefix, own], values)));
  return {
    command,
    variables: Object.fromEntries([...values].filter(([name]) => !files.has(name))),
    files: Object.fromEntries([...values].flatMap(([name, it]) => (files.has(name) ? [[`${name}_FILE`, it]] : []))),
    // What an outer run handed over is no answer to a field that has none here.
    without: ['CINCH_', connectionPrefix, ...(dependent === null ? [] : [own])],
    clean,
    aside,
  };
}

function named(
  prefix: string,
  fields: Fields,
  { name, settings }: { readonly name: string; readonly settings: Settings },
): readonly (readonly [string, string])[] {
  const given = [...settingTexts(fields, settings)].map(([key, text]) => [variableName(prefix, key), text] as const);
  return [[`${prefix}NAME`, name], ...given];
}

// In place of what a sign-in left goes what it is good for: a service may take a refresh token only once.
async function opened(
  context: Context,
  release: Release,
  type: ConnectionType,
  again: Handing['again'],
): Promise<[string, SecretValue][]> {
  const { refreshToken, ...others } = release.secrets;
  const exchanged = refreshToken !== undefined && signInOf(type, release.connection) !== undefined;
  const values: [string, SecretValue][] = [];
  for (const [field, secret] of Object.entries(exchanged ? others : release.secrets))
    values.push([variableName(connectionPrefix, field), await openedSecret(context, secret)]);
  if (exchanged) {
    const { accessToken } = await context.signIn();
    values.push([variableName(connectionPrefix, 'accessToken'), await accessToken(release, again)]);
  }
  return values;
}

// A field of the connection goes before one of the same name of what runs over it.
function variableOf(field: string, prefixes: readonly string[], values: ReadonlyMap<string, unknown>): string {
  const found = [field, ...prefixes.map((prefix) => variableName(prefix, field))].find((name) => values.has(name));
  if (found !== undefined) return found;
  const known = [...values.keys()];
  throw problem('usage.flag_value', {
    flag: '--as-file',
    rule: `a field that has a value here, by its key or its variable; there are ${known.map((name) => `\`${name}\``).join(', ')}`,
    nearest: nearest(variableName(connectionPrefix, field), known),
  });
}
