import { issueOf } from '../../kernel/issues.ts';
import { isName } from '../../kernel/name.ts';
import { nearest } from '../../kernel/nearest.ts';
import type { DependentKind } from '../../model/dependent.ts';
import { displayNameIssues, reasonIssues } from '../../model/naming.ts';
import type { SecretReference } from '../../model/plan.ts';
import { parseSchedule, scheduleExamples, scheduleRule } from '../../model/schedule.ts';
import { termsVersions } from '../../model/terms.ts';
import { isZone } from '../../model/time-zone.ts';
import { type Role, roles } from '../../model/user.ts';
import { entriesOf, type Reader, readerOf } from './entry.ts';
import type { StatedConnection, StatedDependent, StatedUser } from './manifest.ts';
import type { Finding, Tree, TreeEntry } from './tree.ts';

export const connectionKeys = [
  'type',
  'displayName',
  'settings',
  'secrets',
  'share',
  'terms',
  'lock',
  'renamedFrom',
  'keepSecrets',
] as const;
export const dependentKeys = [
  'connection',
  'type',
  'displayName',
  'settings',
  'schedule',
  'command',
  'renamedFrom',
] as const;
export const userKeys = ['role', 'displayName', 'exports'] as const;

const variable = /^[A-Za-z_][A-Za-z0-9_]{0,127}$/;
const vaultName = /^[A-Za-z0-9-]{1,127}$/;

export function readConnection({ key: name, at, value }: TreeEntry, findings: Finding[]): StatedConnection {
  const reader = entryReader(value, `connections.${name}`, connectionKeys, at, findings);
  const type = reader.text('type');
  if (type === undefined && !reader.has('type'))
    reader.refuse('', issueOf('missing', `connections.${name}.type`, { label: '`type`', example: 'sftp' }));
  return {
    name,
    at: reader.places,
    type: type ?? '',
    ...given('displayName', reader.text('displayName')),
    ...given('settings', reader.plain('settings')),
    secrets: secretsOf(reader.member('secrets'), reader, findings),
    ...given('share', shareOf(reader)),
    ...given('terms', termsOf(reader)),
    ...given('lock', lockOf(reader)),
    ...given('renamedFrom', renamedFromOf(reader)),
    ...(reader.flag('keepSecrets') === true ? { keepSecrets: true } : {}),
  };
}

export function readDependent(
  kind: DependentKind,
  { key: name, at, value }: TreeEntry,
  findings: Finding[],
): StatedDependent {
  const known = kind === 'enrichment' ? [...dependentKeys, 'active'] : dependentKeys;
  const reader = entryReader(value, `${kind}s.${name}`, known, at, findings);
  const none = kind === 'export' && reader.isNull('connection');
  return {
    kind,
    name,
    at: reader.places,
    ...given('connection', none ? null : reader.text('connection')),
    ...given('type', reader.text('type')),
    ...given('displayName', reader.text('displayName')),
    ...given('settings', reader.plain('settings')),
    ...given('schedule', scheduleOf(reader)),
    ...given('command', commandOf(reader)),
    ...(kind === 'enrichment' ? given('active', reader.flag('active')) : {}),
    ...given('renamedFrom', renamedFromOf(reader)),
  };
}

export function readUser({ key: name, at, value }: TreeEntry, findings: Finding[]): StatedUser {
  const reader = entryReader(value, `users.${name}`, userKeys, at, findings);
  const role = reader.text('role');
  const displayName = reader.text('displayName');
  if (role === undefined && !reader.has('role'))
    reader.refuse('', issueOf('missing', 'role', { label: '`role`', example: 'contributor' }));
  else if (role !== undefined && !(roles as readonly string[]).includes(role))
    reader.refuse(
      'role',
      issueOf('choice', 'role', { label: '`role`', choices: roles, nearest: nearest(role, roles) }),
    );
  for (const issue of displayNameIssues(displayName ?? name)) reader.refuse('displayName', issue);
  const exports = reader.texts('exports');
  if (exports !== undefined && role !== 'runner' && (roles as readonly (string | undefined)[]).includes(role))
    reader.refuse(
      'exports',
      issueOf('not-applicable', 'exports', { label: '`exports`', when: { field: 'role', is: 'runner' } }),
    );
  return {
    name,
    at: reader.places,
    role: role as Role,
    ...given('displayName', displayName),
    ...given('exports', exports),
  };
}

// The entry is where its name stands.
function entryReader(value: Tree, path: string, known: readonly string[], at: number, findings: Finding[]): Reader {
  const reader = readerOf(value, path, known, findings);
  reader.places.set('', at);
  return reader;
}

function given<K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } {
  return (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: T };
}

function secretsOf(
  tree: Tree | undefined,
  reader: Reader,
  findings: Finding[],
): { readonly [field: string]: SecretReference } {
  const secrets: [string, SecretReference][] = [];
  for (const { key, at, value } of tree === undefined ? [] : entriesOf(tree, 'secrets', findings)) {
    reader.places.set(`secrets.${key}`, at);
    const reference = referenceOf(key, at, value, findings);
    if (reference !== undefined) secrets.push([key, reference]);
  }
  return Object.fromEntries(secrets);
}

function referenceOf(field: string, at: number, value: Tree, findings: Finding[]): SecretReference | undefined {
  const path = `secrets.${field}`;
  const wanted = '`{ keyVault: NAME }` or `{ fromEnv: VARIABLE }`; a secret itself is never written here';
  const refused = () => {
    findings.push({ at, issue: issueOf('kind', path, { label: `the secret \`${field}\``, wanted }) });
    return undefined;
  };
  if (value.kind !== 'map') return refused();
  const before = findings.length;
  const inner = readerOf(value, path, ['keyVault', 'version', 'fromEnv'], findings);
  const [keyVault, version, fromEnv] = [inner.text('keyVault'), inner.text('version'), inner.text('fromEnv')];
  if (findings.length > before) return undefined;
  if (fromEnv !== undefined && keyVault === undefined && version === undefined && variable.test(fromEnv))
    return { fromEnv };
  const named = keyVault !== undefined && fromEnv === undefined && vaultName.test(keyVault);
  if (!named || (version !== undefined && !vaultName.test(version))) return refused();
  return { keyVault, ...(version === undefined ? {} : { version }) };
}

function shareOf(reader: Reader): readonly string[] | undefined {
  const words = reader.texts('share');
  const fits = (word: string) => ['administrators', 'contributors'].includes(word) || /^user:.+$/.test(word);
  const wrong = words?.find((word) => !fits(word));
  if (wrong === undefined) return words;
  const choices = ['administrators', 'contributors', 'user:NAME'];
  reader.refuse('share', issueOf('choice', 'share', { label: '`share`', choices, nearest: nearest(wrong, choices) }));
  return undefined;
}

/** The version of the terms that an entry agrees to. */
export function termsOf(reader: Reader): string | undefined {
  const terms = reader.text('terms');
  if (terms === undefined || termsVersions.includes(terms)) return terms;
  reader.refuse('terms', issueOf('choice', 'terms', { label: '`terms`', choices: termsVersions }));
  return undefined;
}

function lockOf(reader: Reader): string | false | undefined {
  const member = reader.member('lock');
  if (member?.kind === 'scalar' && (member.value === false || member.value === null)) return false;
  const reason = reader.text('lock')?.trim();
  const issues =
    reason === undefined ? [] : reason === '' ? [issueOf('empty', 'lock', { label: '`lock`' })] : reasonIssues(reason);
  for (const issue of issues) reader.refuse('lock', issue);
  return reason;
}

function renamedFromOf(reader: Reader): string | undefined {
  const name = reader.text('renamedFrom');
  if (name === undefined || isName(name)) return name;
  const says = 'the name that it had before';
  reader.refuse('renamedFrom', issueOf('format', 'renamedFrom', { label: '`renamedFrom`', says }));
  return undefined;
}

// Never shell text: a list of words, or null for none.
function commandOf(reader: Reader): readonly string[] | null | undefined {
  if (reader.isNull('command')) return null;
  const words = reader.texts('command');
  if (words === undefined || (reader.member('command')?.kind === 'list' && words[0] !== undefined && words[0] !== ''))
    return words;
  reader.refuse(
    'command',
    issueOf('kind', 'command', { label: '`command`', wanted: 'a list: a program and its words' }),
  );
  return undefined;
}

function scheduleOf(reader: Reader): string | undefined {
  const text = reader.text('schedule');
  if (text === undefined) return undefined;
  const schedule = parseSchedule(text, isZone);
  if (schedule === undefined)
    reader.refuse(
      'schedule',
      issueOf('format', 'schedule', { label: '`schedule`', says: scheduleRule, example: scheduleExamples[2] }),
    );
  return schedule;
}
