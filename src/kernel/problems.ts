import { printable } from './printable.ts';
import { shellWord } from './shell-word.ts';

interface Entry<P> {
  readonly title: string;
  readonly status: number;
  readonly exit: number;
  readonly retryable?: true;
  readonly detail: (params: P) => string;
  readonly fix?: (params: P) => readonly string[];
}

const entry = <P>(it: Entry<P>): Entry<P> => it;
const count = (n: number, one: string, many: string = `${one}s`) => `${n} ${n === 1 ? one : many}`;
const tick = (text: string) => `\`${printable(text)}\``;
const word = (text: string) => shellWord(printable(text));
const meant = (nearest: string | undefined) => (nearest === undefined ? '' : `; did you mean ${tick(nearest)}?`);

/** Every expected failure once: its title, HTTP status, exit code, and the words for a person. */
export const problems = {
  'usage.unknown_command': entry<{ typed: string; nearest?: string | undefined; parent: string }>({
    title: 'There is no such command',
    status: 400,
    exit: 2,
    detail: ({ typed, nearest }) => `there is no command ${tick(typed)}${meant(nearest)}`,
    fix: ({ parent, nearest }) => [
      nearest === undefined ? `cinch ${parent} --help`.replace('  ', ' ') : `cinch ${nearest}`,
    ],
  }),
  'usage.unknown_flag': entry<{ typed: string; nearest?: string | undefined; command: string }>({
    title: 'There is no such flag',
    status: 400,
    exit: 2,
    detail: ({ typed, nearest, command }) => `${tick(command)} has no flag ${tick(typed)}${meant(nearest)}`,
    fix: ({ command }) => [`cinch ${command} --help`],
  }),
  'usage.flag_value': entry<{ flag: string; rule: string; nearest?: string | undefined; example?: string | undefined }>(
    {
      title: 'A flag has a value that it does not take',
      status: 400,
      exit: 2,
      detail: ({ flag, rule, nearest, example }) =>
        `${tick(flag)} takes ${rule}${meant(nearest)}${example === undefined ? '' : `, for example ${tick(example)}`}`,
    },
  ),
  'usage.arguments': entry<{ command: string; says: string }>({
    title: 'The arguments do not fit the command',
    status: 400,
    exit: 2,
    detail: ({ says }) => says,
    fix: ({ command }) => [`cinch ${command} --help`],
  }),
  'usage.secret_as_value': entry<{ flag: string; field: string }>({
    title: 'A secret is never given as a value',
    status: 400,
    exit: 2,
    detail: ({ flag, field }) =>
      `${tick(flag)} would put a secret into the shell history and the process list; name where ${tick(field)} comes from instead`,
    fix: ({ field }) => [`--secret ${field}=env:VARIABLE`, `--secret ${field}=file:PATH`, `--secret ${field}=stdin`],
  }),
  'usage.unknown_column': entry<{ typed: string; nearest?: string | undefined; known: readonly string[] }>({
    title: 'There is no such column',
    status: 400,
    exit: 2,
    detail: ({ typed, nearest, known }) =>
      `there is no column ${tick(typed)}${meant(nearest)} Known are ${known.join(', ')}`.replace('` Known', '`; known'),
  }),
  'usage.query': entry<{ says: string }>({
    title: 'The query is not JMESPath',
    status: 400,
    exit: 2,
    detail: ({ says }) => `--query ${says}`,
    fix: () => ["--query 'items[].name'"],
  }),
  'usage.unknown_topic': entry<{ typed: string; nearest?: string | undefined; known: readonly string[] }>({
    title: 'There is no such topic',
    status: 400,
    exit: 2,
    detail: ({ typed, nearest, known }) =>
      `there is no ${tick(typed)} here${meant(nearest)} (known: ${known.join(', ')})`,
  }),
  'input.refused': entry<{ what: string; count: number }>({
    title: 'The input cannot be accepted as it is',
    status: 422,
    exit: 2,
    detail: ({ what, count: n }) => `${what}: ${count(n, 'value')} cannot be accepted`,
  }),
  'input.missing': entry<{ count: number; why: string; fix?: readonly string[] | undefined }>({
    title: 'More input is needed',
    status: 422,
    exit: 3,
    detail: ({ count: n, why }) => `${count(n, 'input is', 'inputs are')} missing${why === '' ? '' : `, and ${why}`}`,
    fix: ({ fix = [] }) => fix,
  }),
  'input.confirmation': entry<{ flag: string; says: string; command: string }>({
    title: 'This asks to be confirmed',
    status: 422,
    exit: 3,
    detail: ({ says, flag }) => `${says}; confirm it with ${tick(flag)}`,
    fix: ({ command }) => [command],
  }),
  'input.wrong_confirmation': entry<{ given: string; name: string }>({
    title: 'The confirmation names something else',
    status: 422,
    exit: 2,
    detail: ({ given, name }) => `--confirm says ${tick(given)}, but what would change is ${tick(name)}`,
    fix: ({ name }) => [`--confirm ${word(name)}`],
  }),
  'input.declined': entry<{ what: string }>({
    title: 'Not confirmed',
    status: 422,
    exit: 130,
    detail: ({ what }) => `${what} was not confirmed; nothing has changed`,
  }),
  'input.ended': entry<{ question: string }>({
    title: 'Nobody answered',
    status: 422,
    exit: 3,
    detail: ({ question }) => `standard input ended before ${tick(question)} was answered; nothing has changed`,
    fix: () => ['--no-input'],
  }),
  'input.nothing_there': entry<{ kind: string }>({
    title: 'There is nothing to choose from',
    status: 404,
    exit: 6,
    detail: ({ kind }) => `there is no ${kind === 'type' ? 'type of your own' : kind} here yet`,
    fix: ({ kind }) => [`cinch ${kind} add${kind === 'environment' ? ' NAME' : kind === 'type' ? ' FILE' : ''}`],
  }),
  'input.file': entry<{ path: string; says: string }>({
    title: 'A file cannot be used',
    status: 422,
    exit: 2,
    detail: ({ path, says }) => `${tick(path)} ${says}`,
  }),
  'consent.needed': entry<{ version: string }>({
    title: 'Agreement is needed before data may leave',
    status: 422,
    exit: 14,
    detail: ({ version }) =>
      `saving this lets data leave for another service, so an administrator has to agree to the terms of ${version}`,
    fix: ({ version }) => ['cinch help terms', `--accept-terms ${version}`],
  }),
  'consent.unknown_version': entry<{ given: string; version: string }>({
    title: 'There are no terms of that version',
    status: 422,
    exit: 2,
    detail: ({ given, version }) => `there are no terms ${tick(given)}; the current ones are of ${version}`,
    fix: ({ version }) => ['cinch help terms', `--accept-terms ${version}`],
  }),
  forbidden: entry<{ role: string; action: string; needs: string }>({
    title: 'Your role does not allow this',
    status: 403,
    exit: 5,
    detail: ({ role, action, needs }) => `${tick(action)} needs ${needs}; you are ${role}`,
    fix: () => ['cinch whoami'],
  }),
  'forbidden.subject': entry<{ action: string; name: string; why: string }>({
    title: 'You may not do this here',
    status: 403,
    exit: 5,
    detail: ({ action, name, why }) => `you may not ${action} ${tick(name)}: ${why}`,
    fix: () => ['cinch whoami'],
  }),
  'identity.unknown': entry<{ account: string; environment: string }>({
    title: 'You are not a user of this environment',
    status: 403,
    exit: 5,
    detail: ({ account, environment }) => `${tick(account)} is not a user of the environment ${tick(environment)}`,
    fix: ({ account }) => [`cinch user add ${word(account)} --role contributor`],
  }),
  not_found: entry<{ kind: string; ref: string; nearest?: string | undefined; list: string }>({
    title: 'Nothing goes by that name',
    status: 404,
    exit: 6,
    detail: ({ kind, ref, nearest }) => `there is no ${kind} ${tick(ref)}${meant(nearest)}`,
    fix: ({ list }) => [list],
  }),
  ambiguous: entry<{ kind: string; ref: string; list: string }>({
    title: 'The name fits more than one',
    status: 409,
    exit: 6,
    detail: ({ kind, ref }) =>
      `${tick(ref)} is the name of one ${kind} and the display name of another; use the name or the id`,
    fix: ({ list }) => [list],
  }),
  exists: entry<{ kind: string; what: 'name' | 'display name'; value: string; command?: string | undefined }>({
    title: 'It exists already',
    status: 409,
    exit: 7,
    detail: ({ kind, what, value }) => `another ${kind} has the ${what} ${tick(value)}`,
    fix: ({ kind, what, value, command }) => [
      ...(command === undefined ? [] : [command]),
      ...(kind === 'type' ? ['--if-exists update'] : []),
      ...(kind === 'user' ? ['--if-exists skip'] : []),
      ...(what === 'name' && kind !== 'user' && kind !== 'type' ? ['--name OTHER-NAME'] : []),
      ...(kind !== 'user' && kind !== 'type' ? ['--if-exists skip'] : []),
      kind === 'user' ? 'cinch user list' : `cinch ${kind.replace(/ .*/, '')} show ${word(value)}`,
    ],
  }),
  'revision.moved': entry<{ kind: string; name: string; expected: number; actual: number }>({
    title: 'It changed meanwhile',
    status: 412,
    exit: 7,
    detail: ({ kind, name, expected, actual }) => `${kind} ${tick(name)} is at revision ${actual}, not ${expected}`,
    fix: ({ kind, name, actual }) => [
      kind === 'environment'
        ? 'cinch environment show'
        : kind === 'user'
          ? 'cinch user list'
          : `cinch ${kind} show ${word(name)}`,
      `--if-revision ${actual}`,
    ],
  }),
  'idempotency.reused': entry<{ key: string }>({
    title: 'The idempotency key was used for other changes',
    status: 409,
    exit: 7,
    detail: ({ key }) => `the key ${tick(key)} belongs to a different list of changes`,
  }),
  'connection.in_use': entry<{ name: string; exports: number; enrichments: number }>({
    title: 'The connection is still in use',
    status: 409,
    exit: 8,
    detail: ({ name, exports, enrichments }) =>
      `${[exports > 0 ? count(exports, 'export') : '', enrichments > 0 ? count(enrichments, 'active enrichment') : '']
        .filter((part) => part !== '')
        .join(' and ')} would lose ${tick(name)}; decide what becomes of them`,
    fix: ({ name, exports, enrichments }) => [
      `cinch connection dependents ${word(name)}`,
      [
        `cinch connection remove ${word(name)}`,
        ...(exports > 0 ? ['--exports disconnect'] : []),
        ...(enrichments > 0 ? ['--enrichments deactivate'] : []),
        `--confirm ${word(name)}`,
      ].join(' '),
      `cinch connection replace ${word(name)} --with OTHER`,
    ],
  }),
  'connection.locked': entry<{ name: string; by: string; at: string; reason: string }>({
    title: 'The connection is locked',
    status: 423,
    exit: 8,
    detail: ({ name, by, at, reason }) => `${tick(name)} was locked by ${printable(by)} at ${at}: ${printable(reason)}`,
    fix: ({ name }) => [`cinch connection unlock ${word(name)}`],
  }),
  'connection.other_type': entry<{ name: string; type: string; wanted: string; kind: string; dependent: string }>({
    title: 'The connection is of another type',
    status: 422,
    exit: 2,
    detail: ({ name, type, wanted, kind, dependent }) =>
      `${kind} ${tick(dependent)} is of type ${wanted}, but ${tick(name)} is of type ${type}`,
    fix: ({ wanted }) => [`cinch connection list --type ${wanted}`],
  }),
  'connection.not_shareable': entry<{ name: string; purpose: string }>({
    title: 'There is nothing to share',
    status: 422,
    exit: 2,
    detail: ({ name, purpose }) =>
      purpose === 'enrichment'
        ? `${tick(name)} is an enrichment connection: administrators and contributors can always use those`
        : `${tick(name)} serves no export, so it is never shared`,
  }),
  'connection.shared_with_all': entry<{ name: string; user: string }>({
    title: 'It is shared with every contributor',
    status: 422,
    exit: 2,
    detail: ({ name, user }) =>
      `${tick(name)} is shared with all contributors, so ${tick(user)} cannot be left out alone`,
    fix: ({ name }) => [
      `cinch connection unshare ${word(name)} --with contributors`,
      `cinch connection edit ${word(name)} --share user:NAME`,
    ],
  }),
  'connection.not_contributor': entry<{ user: string; role: string }>({
    title: 'Only contributors are named when sharing',
    status: 422,
    exit: 2,
    detail: ({ user, role }) => `${tick(user)} is ${role}; a connection is shared with contributors`,
    fix: ({ user }) => [`cinch user edit ${word(user)} --role contributor`],
  }),
  'connection.other_tenant': entry<{ tenant: string; own: string }>({
    title: 'The service belongs to another organization',
    status: 422,
    exit: 2,
    detail: ({ tenant, own }) =>
      `services of the platform's own vendor lie in the environment's organization ${tick(own)}, not in ${tick(tenant)}`,
    fix: ({ own }) => [`--tenant ${word(own)}`],
  }),
  'connection.secrets_again': entry<{
    name: string;
    fields: readonly string[];
    secrets: readonly string[];
    /** Whether they cannot be given here, as with a new declaration of the type. */
    keepOnly?: true;
  }>({
    title: 'The secret has to be given again',
    status: 422,
    exit: 3,
    detail: ({ name, fields, secrets, keepOnly }) =>
      `${fields.join(' and ')} says where the secret of ${tick(name)} is sent, so ${secrets.join(' and ')} has to be ${keepOnly ? '' : 'given again or '}kept knowingly`,
    fix: ({ secrets, keepOnly }) => [
      ...(keepOnly ? [] : secrets.map((secret) => `--secret ${secret}=env:VARIABLE`)),
      '--keep-secrets --yes',
    ],
  }),
  'connection.from_vault': entry<{ name: string; field: string }>({
    title: 'A connection that uses the key vault stays with it',
    status: 422,
    exit: 8,
    detail: ({ name, field }) =>
      `${tick(field)} of ${tick(name)} comes from the key vault and cannot become a stored secret; make a new connection and move what depends on it`,
    fix: ({ name }) => [`cinch connection replace ${word(name)} --with OTHER`],
  }),
  'type.not_addable': entry<{ type: string; label: string; uses: string | null }>({
    title: 'That type makes no connection of its own',
    status: 422,
    exit: 2,
    detail: ({ label, uses }) =>
      uses === null ? `${label} needs no connection` : `${label} relies on a connection of type ${tick(uses)}`,
    fix: ({ type, uses }) => [uses === null ? `cinch type show ${type}` : `cinch connection add ${uses}`],
  }),
  'type.in_use': entry<{ type: string; connections: number; exports?: number; enrichments?: number }>({
    title: 'The type is in use',
    status: 409,
    exit: 8,
    detail: ({ type, connections, exports = 0, enrichments = 0 }) =>
      `${[
        connections > 0 ? count(connections, 'connection') : '',
        exports > 0 ? count(exports, 'export') : '',
        enrichments > 0 ? count(enrichments, 'enrichment') : '',
      ]
        .filter((part) => part !== '')
        .join(', ')} of type ${tick(type)} would be left without a declaration`,
    fix: ({ type }) => [`cinch connection list --type ${type}`],
  }),
  'type.built_in': entry<{ type: string }>({
    title: 'The type is part of the catalog',
    status: 422,
    exit: 2,
    detail: ({ type }) => `${tick(type)} is one of the catalog's own types and cannot be changed or removed`,
    fix: ({ type }) => [`cinch type show ${type}`],
  }),
  'export.no_connection': entry<{ kind: string; name: string }>({
    title: 'It has no connection',
    status: 409,
    exit: 8,
    detail: ({ kind, name }) => `${kind} ${tick(name)} has no connection, so it cannot be active`,
    fix: ({ kind, name }) => [`cinch ${kind} connect ${word(name)} --connection OTHER`],
  }),
  'user.last_administrator': entry<{ name: string }>({
    title: 'The last administrator stays',
    status: 409,
    exit: 8,
    detail: ({ name }) => `${tick(name)} is the last administrator of this environment`,
    fix: () => ['cinch user add NAME --role administrator'],
  }),
  'secret.source': entry<{ field: string; source: string; says: string }>({
    title: 'A secret cannot be read from its source',
    status: 422,
    exit: 11,
    detail: ({ field, source, says }) => `the secret ${tick(field)} cannot be taken from ${tick(source)}: ${says}`,
  }),
  'secret.empty': entry<{ field: string; source: string }>({
    title: 'The secret is empty',
    status: 422,
    exit: 2,
    detail: ({ field, source }) => `${tick(source)} gave nothing for the secret ${tick(field)}`,
  }),
  'secret.no_storage': entry<{ why: string }>({
    title: 'There is nowhere safe to keep a secret',
    status: 422,
    exit: 11,
    detail: ({ why }) => `a stored secret is sealed first, and no way to keep its key was found: ${why}`,
    fix: () => [
      'export CINCH_PASSPHRASE=…   (seal with a passphrase)',
      'export CINCH_KEY_FILE=~/cinch.key   (seal with a key file, made when it is not there)',
      'cinch help secrets',
    ],
  }),
  'secret.locked': entry<{ storage: string; says: string; fix: readonly string[] }>({
    title: 'The stored secrets cannot be opened',
    status: 422,
    exit: 11,
    detail: ({ storage, says }) => `the key of the stored secrets is kept by ${storage}, and ${says}`,
    fix: ({ fix }) => fix,
  }),
  'secret.damaged': entry<{ name: string; field: string }>({
    title: 'A stored secret is damaged',
    status: 500,
    exit: 11,
    detail: ({ name, field }) => `the sealed ${tick(field)} of ${tick(name)} does not open with the environment's key`,
    fix: ({ name, field }) => [`cinch connection edit ${word(name)} --secret ${field}=env:VARIABLE`],
  }),
  'keyvault.not_linked': entry<Record<never, never>>({
    title: 'No key vault is linked',
    status: 422,
    exit: 11,
    detail: () =>
      'a key vault reference needs a key vault that is linked to the environment, and this version cannot link one yet',
    fix: () => ['--secret FIELD=env:VARIABLE', '--secret FIELD=file:PATH'],
  }),
  'environment.none': entry<{ name: string; nearest?: string | undefined }>({
    title: 'There is no such environment',
    status: 404,
    exit: 6,
    detail: ({ name, nearest }) =>
      name === '' ? 'there is no environment yet' : `there is no environment ${tick(name)}${meant(nearest)}`,
    fix: ({ name }) =>
      name === '' ? ['cinch environment add NAME'] : ['cinch environment list', `cinch environment add ${word(name)}`],
  }),
  'environment.unchosen': entry<{ names: readonly string[] }>({
    title: 'Which environment is not clear',
    status: 422,
    exit: 3,
    detail: ({ names }) => `there are ${names.length} environments and none is chosen: ${names.join(', ')}`,
    fix: ({ names }) => [`cinch environment use ${names[0] ?? 'NAME'}`, `--environment ${names[0] ?? 'NAME'}`],
  }),
  'environment.exists': entry<{ name: string }>({
    title: 'The environment exists already',
    status: 409,
    exit: 7,
    detail: ({ name }) => `there is an environment ${tick(name)} already`,
    fix: ({ name }) => [`cinch environment use ${word(name)}`],
  }),
  'environment.not_empty': entry<{ name: string; connections: number }>({
    title: 'The environment still holds connections',
    status: 409,
    exit: 3,
    detail: ({ name, connections }) =>
      `${tick(name)} holds ${count(connections, 'connection')}, and all of it would go`,
    fix: ({ name }) => [
      `cinch environment backup ${word(name)} --to ${word(name)}.cinch-backup`,
      `cinch environment remove ${word(name)} --confirm ${word(name)}`,
    ],
  }),
  'store.damaged': entry<{ path: string; what: string }>({
    title: 'The store is damaged',
    status: 500,
    exit: 12,
    detail: ({ path, what }) => `${printable(path)}: ${what}; nothing of it was used`,
    fix: () => ['cinch doctor', 'cinch environment restore FILE'],
  }),
  'store.newer': entry<{ path: string; found: number; known: number }>({
    title: 'The store was written by a newer cinch',
    status: 500,
    exit: 12,
    detail: ({ path, found, known }) =>
      `${printable(path)} has format ${found}, and this cinch knows up to ${known}; update cinch`,
    fix: () => ['cinch version'],
  }),
  'store.busy': entry<{ path: string; seconds: number }>({
    title: 'The store is held by another process',
    status: 503,
    exit: 12,
    retryable: true,
    detail: ({ path, seconds }) =>
      `${printable(path)} was held by another process for ${seconds} seconds; nothing has changed`,
    fix: () => ['--timeout 60'],
  }),
  'store.full': entry<{ path: string }>({
    title: 'The disk is full',
    status: 507,
    exit: 12,
    retryable: true,
    detail: ({ path }) => `there is no room left to write ${printable(path)}; nothing has changed`,
  }),
  'store.read_only': entry<{ path: string }>({
    title: 'The store cannot be written',
    status: 500,
    exit: 12,
    detail: ({ path }) => `${printable(path)} is read-only here; nothing has changed`,
    fix: () => ['CINCH_HOME=/a/writable/folder'],
  }),
  'store.unreachable': entry<{ path: string; says: string }>({
    title: 'The store cannot be opened',
    status: 500,
    exit: 12,
    detail: ({ path, says }) => `${printable(path)} ${says}`,
    fix: () => ['cinch doctor'],
  }),
  'store.untrusted': entry<{ path: string; says: string }>({
    title: 'The store may have been planted or read by someone else',
    status: 500,
    exit: 12,
    detail: ({ path, says }) => `${printable(path)} ${says}, so it is not used`,
    fix: () => ['CINCH_HOME=/a/folder/of/your/own'],
  }),
  'preferences.broken': entry<{ path: string; says: string }>({
    title: 'The preferences file is broken',
    status: 500,
    exit: 2,
    detail: ({ path, says }) => `${printable(path)} ${says}; mend it or move it away`,
    fix: ({ path }) => [`mv ${word(path)} ${word(`${path}.broken`)}`],
  }),
  'audit.broken': entry<{ seq: number; says: string }>({
    title: 'The audit trail does not hold together',
    status: 500,
    exit: 12,
    detail: ({ seq, says }) => `entry ${seq}: ${says}`,
    fix: () => ['cinch doctor', 'cinch environment restore FILE'],
  }),
  'output.closed': entry<{ says: string }>({
    title: 'The output cannot be written',
    status: 500,
    exit: 12,
    detail: ({ says }) => `standard output ${says}`,
  }),
  bug: entry<{ name: string; place: string }>({
    title: 'A fault in cinch itself',
    status: 500,
    exit: 1,
    detail: ({ name, place }) => `this is a fault in cinch, not in what you typed (${name} at ${place})`,
    fix: () => ['cinch doctor', 'cinch version'],
  }),
  interrupted: entry<{ signal: string }>({
    title: 'Interrupted',
    status: 499,
    exit: 130,
    detail: () => 'interrupted; nothing half done was left',
  }),
} as const satisfies Record<string, Entry<never>>;
