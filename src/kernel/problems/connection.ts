import { printable } from '../printable.ts';
import { entry } from './entry.ts';
import { counted, tick, word } from './phrases.ts';

/** What a connection, or an export or enrichment that uses one, does not let happen. */
export const connectionProblems = {
  'connection.in_use': entry<{ name: string; exports: number; enrichments: number }>({
    title: 'The connection is still in use',
    status: 409,
    exit: 8,
    detail: ({ name, exports, enrichments }) =>
      `${counted([exports, 'export'], [enrichments, 'active enrichment'])} would lose ${tick(name)}; decide what becomes of them`,
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
  'connection.none_fits': entry<{ type: string }>({
    title: 'There is no connection that fits',
    status: 404,
    exit: 6,
    detail: ({ type }) => `there is no other connection of type ${tick(type)}`,
    fix: ({ type }) => [`cinch connection add ${word(type)}`],
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
  'connection.other_tenant': entry<{ tenant: string; own: string }>({
    title: 'The service belongs to another organisation',
    status: 422,
    exit: 2,
    detail: ({ tenant, own }) =>
      `services of the platform's own vendor lie in the environment's organisation ${tick(own)}, not in ${tick(tenant)}`,
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
      `${fields.join(' and ')} ${fields.length === 1 ? 'says' : 'say'} where the secret of ${tick(name)} is sent, so ${secrets.map(tick).join(' and ')} ${secrets.length === 1 ? 'has' : 'have'} to be ${keepOnly ? '' : 'given again or '}kept knowingly`,
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
  'export.no_connection': entry<{ kind: string; name: string }>({
    title: 'It has no connection',
    status: 409,
    exit: 8,
    detail: ({ kind, name }) => `${kind} ${tick(name)} has no connection, so it cannot be active`,
    fix: ({ kind, name }) => [`cinch ${kind} connect ${word(name)} --connection NAME`],
  }),
};
