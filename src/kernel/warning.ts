import { printable } from './printable.ts';

interface Words {
  retired: { label: string; on: string | null; successor: string | null };
  'awaiting-sign-in': { name: string };
  limit: { label: string; counts: string; stated: number; limit: number; over: boolean; source: string };
  'older-terms': { given: string; current: string };
  normalised: { label: string; value: string };
  'enrichments-released': { names: readonly string[] };
  'already-shared-with-all': { name: string; user: string };
  'shares-dropped': { user: string; connections: readonly string[] };
  'no-tenant': { type: string };
  'secrets-kept': { fields: readonly string[] };
  'exports-view-only': { names: readonly string[] };
  'run-lacks': { name: string; lacks: readonly string[] };
  'end-not-kept': { name: string; why: string };
  'run-cut-off': { name: string };
  untested: { name: string; says: string };
  overruled: { by: string; value: string };
}

export type WarningCode = keyof Words;

/** Something worth knowing that stops nothing. */
export interface Warning {
  readonly code: WarningCode;
  readonly message: string;
}

const list = (names: readonly string[]) => names.map((name) => `\`${printable(name)}\``).join(', ');
const figure = (n: number) => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

const words: { [C in WarningCode]: (params: Words[C]) => string } = {
  retired: ({ label, on, successor }) =>
    `${label} is retired${on === null ? '' : ` since ${on}`}${successor === null ? '' : `; its successor is ${successor}`}`,
  'awaiting-sign-in': ({ name }) => `\`${printable(name)}\` awaits its sign-in, and nothing runs over it until then`,
  limit: ({ label, counts, stated, limit, over, source }) =>
    `${figure(stated)} ${counts} are ${over ? 'over' : 'under'} the ${over ? 'maximum' : 'minimum'} of ${figure(limit)} that ${label} states (${source})`,
  'older-terms': ({ given, current }) =>
    `the terms of ${given} were accepted; the current ones are of ${current}, see \`cinch help terms\``,
  normalised: ({ label, value }) => `${label} is kept as \`${printable(value)}\``,
  'enrichments-released': ({ names }) =>
    `inactive enrichments lose their connection: ${list(names)}; \`cinch enrichment connect\` gives them another`,
  'already-shared-with-all': ({ name, user }) =>
    `\`${printable(name)}\` is shared with all contributors already, \`${printable(user)}\` included`,
  'shares-dropped': ({ user, connections }) =>
    `\`${printable(user)}\` was named in the sharing of ${list(connections)} and no longer is`,
  'no-tenant': ({ type }) =>
    `${type} lies in the environment's organisation, but the environment names none; set it with \`cinch environment edit --tenant ID\``,
  'secrets-kept': ({ fields }) =>
    `the stored ${fields.map((field) => `\`${field}\``).join(' and ')} now ${fields.length === 1 ? 'goes' : 'go'} to the new target`,
  'exports-view-only': ({ names }) =>
    `contributors keep seeing these exports and can no longer change them: ${list(names)}`,
  'run-lacks': ({ name, lacks }) => `\`${printable(name)}\` runs, but was not told ${list(lacks)} yet`,
  'end-not-kept': ({ name, why }) => `how \`${printable(name)}\` ended could not be kept: ${why}`,
  'run-cut-off': ({ name }) => `a run of \`${printable(name)}\` was cut off on this machine; nobody knows how it ended`,
  untested: ({ name, says }) => `what is saved of \`${printable(name)}\` is not known to work: ${printable(says)}`,
  overruled: ({ by, value }) =>
    `\`${by}\` says \`${printable(value)}\` and goes before this; \`cinch config explain\` shows it`,
};

export function warning<C extends WarningCode>(code: C, params: Words[C]): Warning {
  return { code, message: words[code](params) };
}
