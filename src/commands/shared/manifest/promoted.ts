import { problem } from '../../../kernel/problem.ts';
import { isSecretValue, type SecretValue } from '../../../kernel/secret-value.ts';
import type { Environment } from '../../../model/environment.ts';
import type { Plan } from '../../../model/plan.ts';
import type { Adopted } from '../../../plan/declared/adopted.ts';
import type { Context } from '../../context.ts';
import type { SecretSource } from './plan-manifest.ts';

type Entry = { readonly [key: string]: unknown };

/**
 * What was adopted, as it goes to another environment: without users, and without sharing with somebody who is no
 * contributor there, who is named.
 */
export async function toAnother(
  { manifest, ...rest }: Adopted,
  target: Pick<Environment, 'query'>,
): Promise<{ readonly promoted: Adopted; readonly dropped: readonly string[] }> {
  const named = Object.values(manifest.connections).flatMap(({ share }) => usersIn(share));
  const nothing = { connections: [], exports: [], enrichments: [] };
  const { users } = await target.query('manifest.observe', {
    names: { ...nothing, users: named },
    displayNames: nothing,
  });
  const there = new Set(users.filter(({ role }) => role === 'contributor').map(({ name }) => name));
  const connections = Object.entries(manifest.connections).map(([name, entry]): [string, Entry] => {
    if (!Array.isArray(entry.share)) return [name, entry];
    const share = entry.share.filter((word) => usersIn([word]).every((user) => there.has(user)));
    return [name, { ...entry, share: share.length === 0 ? 'administrators' : share }];
  });
  return {
    promoted: { ...rest, manifest: { ...manifest, connections: Object.fromEntries(connections), users: {} } },
    dropped: [...new Set(named.filter((user) => !there.has(user)))].sort(),
  };
}

function usersIn(share: unknown): readonly string[] {
  return Array.isArray(share) ? share.flatMap((word) => /^user:(.+)$/.exec(String(word))?.[1] ?? []) : [];
}

/**
 * Asks for every value that says where data goes and that was not given: what is right there is seldom right here.
 * Answers what a person said, as `--value` has it.
 */
export async function requireValues(
  { prompt }: Pick<Context, 'prompt'>,
  { values }: Adopted,
  { given, from, to }: { readonly given: ReadonlySet<string>; readonly from: string; readonly to: string },
): Promise<readonly string[]> {
  const missing = Object.entries(values)
    .filter(([name]) => !given.has(name))
    .map(([name, value]) => ({ input: name, flag: `--value ${name}=TEXT`, help: `in ${from} it is ${value}` }));
  if (missing.length > 0 && !prompt.interactive)
    throw problem('input.missing', { count: missing.length, why: '' }, { missing });
  const answers: string[] = [];
  for (const { input, help } of missing) {
    const judge = (typed: string) => (typed.trim() === '' ? 'an answer is needed' : undefined);
    const typed = await prompt.text({ message: `${input} in ${to}`, hint: help, judge });
    answers.push(`${input}=${typed.trim()}`);
  }
  return answers;
}

/** Secrets from variables first, then, where that is wanted, those that are stored where it comes from: audited there. */
export function secretsOf(
  { holes }: Adopted,
  source: Pick<Environment, 'release'>,
  variables: SecretSource,
  reason: string | undefined,
): SecretSource {
  const released = new Map<string, Promise<{ readonly [field: string]: unknown }>>();
  const holesOf = new Map(holes.map((hole) => [hole.variable, hole]));
  return async (field, variable): Promise<SecretValue | undefined> => {
    const given = await variables(field, variable);
    const hole = holesOf.get(variable);
    if (given !== undefined || hole === undefined) return given;
    const { connection } = hole;
    const request = { to: 'exec', connection, ...(reason === undefined ? {} : { reason }) } as const;
    const known = released.get(connection) ?? source.release(request).then(({ secrets }) => secrets);
    released.set(connection, known);
    const found = (await known)[field];
    return isSecretValue(found) ? found : undefined;
  };
}

/** What runs at once when it is done, and what waits for a sign-in. */
export function readiness({ lines }: Plan): { readonly ready: number; readonly waits: readonly string[] } {
  const made = lines.filter(({ kind, action }) => kind === 'connection' && action === 'create');
  const waits = made.filter((line) => line.waits === true).map(({ name }) => name);
  return { ready: made.length - waits.length, waits };
}
