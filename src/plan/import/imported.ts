import { check, missingSecrets } from '../../fields/check.ts';
import type { ConnectionType } from '../../fields/connection-type.ts';
import type { Field, Settings } from '../../fields/field.ts';
import { applies } from '../../fields/visible.ts';
import { type ImportFinding, importFinding } from '../../kernel/import-finding.ts';
import { longest } from '../../kernel/name.ts';
import type { ImportHole, ImportLack, ImportLine, ImportTold } from '../../model/import-summary.ts';
import { displayNameIssues } from '../../model/naming.ts';
import { literal } from '../manifest/values.ts';
import { leftBehind, leftOut } from './left-behind.ts';
import { displayNameFrom, type Names, slugOf } from './names.ts';
import { isUnreadable, type Sourced, type SourceEntry } from './source-entry.ts';
import type { SourceKind } from './source-kind.ts';

type Stated = { readonly [key: string]: unknown };

/** One entry of a file as it stands in a manifest, and what is to be told of it. */
export interface Imported {
  readonly line: ImportLine;
  /** Nothing where it is not supported. */
  readonly entry?: Stated;
  readonly holes: readonly ImportHole[];
  /** Secrets of the file by the variable that stands for each. */
  readonly found: ReadonlyMap<string, Found>;
}

interface Found {
  readonly value: string;
  readonly obscured: boolean;
  readonly key: string;
}

/** Whether nothing but secrets is missing, which a variable can still bring. */
export function lacksNoSetting({ line, holes }: Imported): boolean {
  return line.missing.every(({ field }) => holes.some((it) => it.field === field));
}

/** What everything that is imported goes by. */
export interface Importing {
  readonly kindOf: (entry: SourceEntry) => SourceKind | ImportFinding;
  readonly types: ReadonlyMap<string, ConnectionType>;
  /** Settings for every entry that lacks them and has a place for them. */
  readonly set: ReadonlyMap<string, string>;
  readonly names: Names;
  readonly terms?: string | undefined;
  readonly share?: readonly string[] | undefined;
}

/** Turns an entry of a file into one of a manifest. Whatever of it stays behind is told. */
export function imported(sourced: Sourced, importing: Importing): Imported {
  const { id: source, line } = sourced;
  const refused = (finding: ImportFinding): Imported => ({
    line: { source, line, result: 'unsupported', name: null, type: null, why: finding.says, missing: [], told: [] },
    holes: [],
    found: new Map(),
  });
  if (isUnreadable(sourced)) return refused(sourced.finding);
  const kind = importing.kindOf(sourced);
  if ('code' in kind) return refused(kind);
  const type = importing.types.get(kind.type);
  if (type === undefined) return refused(importFinding('no-type', { kind: kind.type, from: 'cinch' }));
  const called = nameOf(sourced, type, importing.names);
  if ('code' in called) return refused(called);
  const { name, displayName } = called;
  const told: ImportTold[] = [...called.told];
  const taken = takenFrom(sourced, kind);
  const { settings, missing } = settled(type, taken, importing, told);
  for (const [field, code] of Object.entries(kind.remarks ?? {}))
    if (field in settings) told.push({ key: taken.keys.get(field) ?? field, ...leftOut(code, type) });
  const secrets: Record<string, object> = {};
  const holes: ImportHole[] = [];
  const unheld: ImportLack[] = [];
  const found = new Map<string, Found>();
  const needed = missingSecrets(type.fields, settings, new Set()).map(({ path }) => path);
  for (const [field, declared] of Object.entries(type.fields)) {
    const stated = taken.secrets.get(field);
    if (declared.kind !== 'secret' || (stated === undefined && !needed.includes(field))) continue;
    const key = taken.keys.get(field) ?? field;
    if (!applies(declared, type.fields, settings)) {
      told.push({ key, ...importFinding('other-way', {}) });
      continue;
    }
    const unfit = stated === undefined ? undefined : unfitSecret(stated);
    const value = unfit === undefined ? stated : undefined;
    if (unfit !== undefined) told.push({ key, ...unfit });
    if (value === undefined && !needed.includes(field)) continue;
    const variable = importing.names.variable(`${name}_${field}`);
    secrets[field] = { fromEnv: variable };
    holes.push({ variable, connection: name, field, inFile: value !== undefined });
    if (value === undefined) unheld.push({ field, label: declared.label, value: variable });
    else found.set(variable, { value, obscured: kind.obscured?.includes(field) === true, key });
  }
  told.push(...leftBehind(sourced, kind, type, taken.used, settings));
  const lacks = missing.map(([field, declared]): ImportLack => {
    const value = importing.names.placeholder(`${name}-${field.replace(/([a-z])(?=[A-Z])/g, '$1-')}`);
    return { field, label: declared.label, value };
  });
  const open = new Map(lacks.map(({ field, value }) => [field, `\${${value}}`]));
  const stated = Object.fromEntries(
    Object.keys(type.fields).flatMap((field) => {
      const value = open.get(field) ?? (field in settings ? asText(settings[field] as Settings[string]) : undefined);
      return value === undefined ? [] : [[field, value]];
    }),
  );
  const { terms, share = [] } = importing;
  return {
    line: {
      source,
      line,
      // A secret that the source never had is missing; one that it has only waits to be brought along.
      result: lacks.length + unheld.length > 0 ? 'incomplete' : 'imported',
      name,
      type: type.id,
      why: null,
      missing: [...lacks, ...unheld],
      told,
    },
    entry: {
      type: type.id,
      displayName: literal(displayName),
      ...(Object.keys(stated).length === 0 ? {} : { settings: stated }),
      ...(Object.keys(secrets).length === 0 ? {} : { secrets }),
      ...(share.length === 0 || !type.shareable ? {} : { share }),
      ...(terms === undefined || type.consent === 'none' ? {} : { terms }),
    },
    holes,
    found,
  };
}

// What no other way to give a secret takes either.
function unfitSecret(value: string): ImportFinding | undefined {
  if (value.includes('\0')) return importFinding('nul', {});
  if (!value.isWellFormed()) return importFinding('not-utf8', {});
  return value.length > longest.secret
    ? importFinding('too-long', { most: `${longest.secret} characters` })
    : undefined;
}

function nameOf({ id, values }: SourceEntry, type: ConnectionType, names: Names) {
  const told: ImportTold[] = [];
  const wanted = values.get(displayNameKey) ?? id;
  const clean = displayNameFrom(wanted);
  if (clean === '') return importFinding('no-name', {});
  if (clean !== wanted.trim()) told.push({ key: 'displayName', ...importFinding('display-name-cleaned', {}) });
  const [issue] = displayNameIssues(clean, type.displayName);
  if (issue !== undefined) return importFinding('not-read', { says: issue.message });
  const displayName = names.displayName(clean);
  if (displayName !== clean)
    told.push({ key: 'displayName', ...importFinding('display-name-taken', { displayName: clean }) });
  const before = slugOf(id);
  const name = names.name(id);
  if (name !== before) told.push({ key: 'name', ...importFinding('name-taken', { name: before }) });
  return { name, displayName, told };
}

/** The key under which a source states a display name apart from what it calls an entry. */
export const displayNameKey = '\u0000displayName';

interface Taken {
  readonly settings: ReadonlyMap<string, string>;
  readonly secrets: ReadonlyMap<string, string>;
  readonly used: ReadonlySet<string>;
  /** The key of the file that a field came from. */
  readonly keys: ReadonlyMap<string, string>;
}

function takenFrom({ values }: SourceEntry, kind: SourceKind): Taken {
  const used = new Set<string>([displayNameKey, ...(kind.said ?? [])]);
  const keys = new Map<string, string>();
  const look = (key: string) => values.get(key) || undefined;
  const take = (fields: SourceKind['settings']) =>
    new Map(
      Object.entries(fields).flatMap(([field, make]) => {
        const read = (key: string) => {
          const value = look(key);
          if (value === undefined) return undefined;
          used.add(key);
          // The first is what the field is about; a port that is read beside a host is not.
          if (!keys.has(field)) keys.set(field, key);
          return value;
        };
        const value = make(read, look);
        return value === undefined ? [] : [[field, value] as const];
      }),
    );
  return { settings: take(kind.settings), secrets: take(kind.secrets ?? {}), used, keys };
}

/** Settings that can be kept as they are; what cannot is told, and what is missing then is named. */
function settled(
  type: ConnectionType,
  taken: Taken,
  { set }: Importing,
  told: ImportTold[],
): { readonly settings: Settings; readonly missing: readonly (readonly [string, Field])[] } {
  const given: Record<string, string> = Object.create(null);
  const spare = new Map([...set].filter(([field]) => Object.hasOwn(type.fields, field)));
  for (const [field, value] of [...spare, ...taken.settings]) given[field] = value;
  for (;;) {
    const checked = check(type.fields, given, 'partial');
    if (checked.ok) {
      const whole = check(type.fields, checked.value);
      const missing = whole.ok ? [] : whole.issues.filter(({ code }) => code === 'missing');
      return {
        settings: checked.value,
        missing: missing.map(({ path }) => [path, type.fields[path] as Field] as const),
      };
    }
    for (const { path, message } of checked.issues) {
      told.push({ key: taken.keys.get(path) ?? path, ...importFinding('not-read', { says: message }) });
      const other = given[path] === spare.get(path) ? undefined : spare.get(path);
      if (other === undefined) delete given[path];
      else given[path] = other;
    }
  }
}

function asText(value: Settings[string]): Settings[string] {
  if (typeof value === 'string') return literal(value);
  return Array.isArray(value) ? value.map(literal) : value;
}
