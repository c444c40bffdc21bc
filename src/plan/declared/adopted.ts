import type { ConnectionType } from '../../fields/connection-type.ts';
import { nameFrom } from '../../kernel/name.ts';
import type { KeyVault } from '../../model/key-vault.ts';
import type { Observed, ObservedConnection, ObservedDependent, ObservedUser } from '../../model/observed.ts';
import type { SecretReference } from '../../model/plan.ts';
import { literal } from '../manifest/values.ts';

type Entry = { readonly [key: string]: unknown };

/** A manifest as it is written, and the values that differ from one environment to the next. */
export interface Adopted {
  readonly manifest: {
    readonly apiVersion: 'cinch/v1';
    readonly kind: 'Manifest';
    readonly id: string;
    readonly vault?: Entry;
    readonly connections: { readonly [name: string]: Entry };
    readonly exports: { readonly [name: string]: Entry };
    readonly enrichments: { readonly [name: string]: Entry };
    readonly users: { readonly [name: string]: Entry };
  };
  readonly values: { readonly [name: string]: string | number | boolean };
  /** Variables that hold the stored secrets where it is applied. */
  readonly holes: readonly { readonly variable: string; readonly connection: string; readonly field: string }[];
}

/**
 * What is live, as a manifest whose plan is empty. Where a connection sends to is a value of the environment; stored
 * secrets are holes: variables that are named here and filled where it is applied.
 */
export function adopted(
  id: string,
  { connections, exports, enrichments, users }: Observed,
  types: ReadonlyMap<string, ConnectionType>,
  vault?: Pick<KeyVault, 'url' | 'credential' | 'consent'>,
): Adopted {
  const values: Record<string, string | number | boolean> = vault === undefined ? {} : { [vaultUrl]: vault.url };
  const holes: Adopted['holes'][number][] = [];
  const free = variables();
  return {
    manifest: {
      apiVersion: 'cinch/v1',
      kind: 'Manifest',
      id,
      ...(vault === undefined ? {} : { vault: vaultEntry(vault) }),
      connections: byName(connections, (it) => connectionEntry(it, types.get(it.type), values, holes, free)),
      exports: byName(exports, (it) => dependentEntry(it)),
      enrichments: byName(enrichments, (it) => ({
        ...dependentEntry(it),
        ...(it.connection !== null && it.status === 'inactive' ? { active: false } : {}),
      })),
      users: byName(users, userEntry),
    },
    values,
    holes,
  };
}

// No connection has a name that could make this one.
const vaultUrl = 'vault_url';

function vaultEntry({ credential, consent }: Pick<KeyVault, 'credential' | 'consent'>): Entry {
  return { url: `\${${vaultUrl}}`, credential, terms: consent.version };
}

function connectionEntry(
  { name, type, purpose, displayName, settings, secrets, sharedWith, terms, lock }: ObservedConnection,
  declaration: ConnectionType | undefined,
  values: Record<string, string | number | boolean>,
  holes: Adopted['holes'][number][],
  free: (wanted: string) => string,
): Entry {
  const stated = Object.entries(settings).map(([key, value]) => {
    if (declaration?.fields[key]?.target !== true || typeof value === 'object') return [key, asText(value)];
    const word = `${name}-${nameFrom(key)}`;
    values[word] = asText(value) as string | number | boolean;
    return [key, `\${${word}}`];
  });
  // What a sign-in left behind belongs to that sign-in, and nobody has it to give.
  const kept = Object.entries(secrets).filter(([field]) => field !== 'refreshToken' || !signsIn(declaration));
  const references = kept.map(([field, kept]): [string, SecretReference] => {
    if (kept.source === 'keyvault')
      return [field, { keyVault: kept.secret, ...(kept.version === null ? {} : { version: kept.version }) }];
    const variable = free(`${name}_${field.replace(/([A-Z])/g, '_$1')}`);
    holes.push({ variable, connection: name, field });
    return [field, { fromEnv: variable }];
  });
  return {
    type,
    displayName: literal(displayName),
    ...(stated.length === 0 ? {} : { settings: Object.fromEntries(stated) }),
    ...(references.length === 0 ? {} : { secrets: Object.fromEntries(references) }),
    ...(purpose === 'export' ? { share: shareOf(sharedWith) } : {}),
    ...(terms === null ? {} : { terms }),
    ...(lock === null ? {} : { lock: literal(lock.reason) }),
  };
}

function signsIn(declaration: ConnectionType | undefined): boolean {
  return declaration !== undefined && declaration.signIn === 'browser';
}

function dependentEntry({ type, displayName, connection, settings, schedule, command }: ObservedDependent): Entry {
  const stated = Object.entries(settings).map(([key, value]) => [key, asText(value)]);
  return {
    ...(connection === null ? { type } : { connection: connection.name }),
    displayName: literal(displayName),
    ...(stated.length === 0 ? {} : { settings: Object.fromEntries(stated) }),
    schedule,
    ...(command === null ? {} : { command: command.map(asText) }),
  };
}

function userEntry({ role, displayName, exports }: ObservedUser): Entry {
  return { role, displayName: literal(displayName), ...(role === 'runner' ? { exports } : {}) };
}

function shareOf(sharedWith: ObservedConnection['sharedWith']): string | readonly string[] {
  return typeof sharedWith === 'string' ? sharedWith : sharedWith.map((user) => `user:${user}`);
}

function byName<T extends { readonly name: string }>(
  things: readonly T[],
  entry: (thing: T) => Entry,
): { readonly [name: string]: Entry } {
  const sorted = [...things].sort((one, other) => (one.name < other.name ? -1 : 1));
  return Object.fromEntries(sorted.map((it) => [it.name, entry(it)]));
}

// Text that would be taken for a placeholder stands for itself.
function asText<T>(value: T): T {
  if (typeof value === 'string') return literal(value) as T;
  return (Array.isArray(value) ? value.map(asText) : value) as T;
}

/** Names of variables, each once. */
function variables(): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    const plain = wanted
      .toUpperCase()
      .replace(/[^A-Z0-9]+/g, '_')
      .replace(/^(?=[0-9])/, '_');
    let name = plain;
    for (let n = 2; taken.has(name); n += 1) name = `${plain}_${n}`;
    taken.add(name);
    return name;
  };
}
