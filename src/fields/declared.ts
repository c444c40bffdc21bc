import type { Issue } from '../kernel/issue.ts';
import { issueOf } from '../kernel/issues.ts';
import { hasControlCharacters } from '../kernel/printable.ts';
import type { SignIn } from '../kernel/sign-in.ts';
import type { Category, ConnectionType, Purpose } from './connection-type.ts';
import type { Fields } from './field.ts';
import { ownApp } from './own-app.ts';

/** A declaration as a person writes it: what the catalog's own say besides is left to sensible answers. */
export interface WrittenType {
  readonly id: string;
  readonly label: string;
  readonly purpose: Exclude<Purpose, 'miscellaneous'>;
  readonly category?: Category;
  readonly summary: string;
  readonly article?: string;
  readonly fields: Fields;
  readonly usage?: Fields;
  readonly consent?: 'sends' | 'imports';
  readonly keyVault?: readonly string[];
  /** Where its browser signs in. */
  readonly signIn?: Pick<SignIn, 'authorization' | 'token'> & Partial<SignIn>;
  /** It signs in with a token that is given by hand. */
  readonly manualToken?: true;
  readonly notes?: readonly string[];
  readonly prerequisites?: readonly string[];
}

/** The full declaration of a written one that passed its schema. */
export function declared(written: WrittenType): ConnectionType {
  const { id, label, purpose, summary, keyVault, notes, prerequisites } = written;
  const signsInAt = written.manualToken === true ? 'manual' : signInOf(written);
  return {
    id,
    label,
    purpose,
    category: written.category ?? (purpose === 'export' ? 'marketing-automation' : 'data-enrichment'),
    summary,
    article: written.article ?? '',
    standing: { status: 'current' },
    addable: true,
    signIn: signsInAt === undefined ? 'fields' : 'browser',
    ...(signsInAt === undefined ? {} : { signsInAt }),
    fields: allFields(written),
    usage: written.usage ?? {},
    consent: written.consent ?? 'sends',
    ...(keyVault === undefined ? {} : { keyVault: { fills: keyVault } }),
    shareable: purpose === 'export',
    ...(notes === undefined ? {} : { notes }),
    ...(prerequisites === undefined ? {} : { prerequisites }),
  };
}

/** A full declaration as it would be written: what `declared` makes the same of. */
export function written(type: ConnectionType): WrittenType {
  const { id, label, purpose, category, summary, article, usage, consent, keyVault, signsInAt } = type;
  const fields = Object.entries(type.fields).filter(([key]) => signsInAt === undefined || !Object.hasOwn(ownApp, key));
  return {
    id,
    label,
    purpose: purpose as WrittenType['purpose'],
    category,
    summary,
    ...(article === '' ? {} : { article }),
    fields: Object.fromEntries(fields),
    usage,
    consent: consent as 'sends',
    ...(keyVault === undefined ? {} : { keyVault: keyVault.fills }),
    ...(typeof signsInAt === 'object' ? { signIn: signsInAt } : {}),
    ...(signsInAt === 'manual' ? { manualToken: true } : {}),
    ...(type.notes === undefined ? {} : { notes: type.notes }),
    ...(type.prerequisites === undefined ? {} : { prerequisites: type.prerequisites }),
  };
}

// The fields of one's own app come with the sign-in.
function allFields({ fields, signIn, manualToken }: WrittenType): Fields {
  return signIn === undefined && manualToken === undefined ? fields : { ...fields, ...ownApp };
}

// What a declaration leaves out is what a careful service does.
function signInOf({ signIn }: WrittenType): SignIn | undefined {
  if (signIn === undefined) return undefined;
  return {
    scopes: [],
    pkce: true,
    clientSecret: 'form',
    redirect: '127.0.0.1',
    leaves: 'refresh-token',
    ...signIn,
  };
}

const secretSounding = /(?:password|passphrase|secret|token|private_?key|api_?key|credential)$/i;

/** What a schema cannot say: references that lead nowhere, and secrets that are declared as something that is shown. */
export function declarationIssues(written: WrittenType): readonly Issue[] {
  return [
    ...textIssues(written, ''),
    ...fieldsIssues('fields', written.fields, true),
    ...fieldsIssues('usage', written.usage ?? {}, false),
    ...vaultIssues(written),
    ...signInIssues(written),
  ];
}

// Every text of a declaration is shown some day: in lists, in help, in questions.
function textIssues(value: unknown, path: string): Issue[] {
  if (typeof value === 'string')
    return hasControlCharacters(value) ? [issueOf('control-character', path, { label: `\`${path}\`` })] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, it]) => textIssues(it, path === '' ? key : `${path}.${key}`));
}

function fieldsIssues(path: string, fields: Fields, secretsAllowed: boolean): Issue[] {
  return Object.entries(fields).flatMap(([key, field]) => {
    const at = `${path}.${key}`;
    const says = (rule: string) => issueOf('format', at, { label: `\`${at}\``, says: rule });
    const other = field.when === undefined ? undefined : fields[field.when.field];
    return [
      ...(key in {} ? [says('named otherwise: every object has something of that name')] : []),
      ...(field.when !== undefined && other === undefined ? [says('conditional on a field that is declared too')] : []),
      ...(other?.kind === 'secret' ? [says('conditional on a field that is no secret')] : []),
      ...(other !== undefined && circular(fields, key)
        ? [says('conditional on a field that does not depend on it in turn')]
        : []),
      ...(field.kind !== 'secret' && secretSounding.test(key)
        ? [says('of kind `secret`, because its name says that it is one')]
        : []),
      ...(field.kind === 'secret' && !secretsAllowed
        ? [says('something other than a secret: only the connection keeps secrets')]
        : []),
      ...(field.kind === 'choice' &&
      field.default !== undefined &&
      !field.choices.some(({ value }) => value === field.default)
        ? [says('given a default that is one of its choices')]
        : []),
    ];
  });
}

function circular(fields: Fields, start: string): boolean {
  const seen = new Set<string>();
  for (let key: string | undefined = start; key !== undefined; key = fields[key]?.when?.field) {
    if (seen.has(key)) return true;
    seen.add(key);
  }
  return false;
}

function vaultIssues(written: WrittenType): Issue[] {
  const { keyVault = [] } = written;
  const fields = allFields(written);
  const secrets = Object.keys(fields).filter((key) => fields[key]?.kind === 'secret');
  return keyVault
    .filter((key) => !secrets.includes(key))
    .map((key) => issueOf('choice', 'keyVault', { label: `\`keyVault\` names ${key}, but it`, choices: secrets }));
}

function signInIssues({ signIn, manualToken, fields }: WrittenType): Issue[] {
  if (signIn === undefined && manualToken === undefined) return [];
  const taken = Object.keys(ownApp).filter((key) => Object.hasOwn(fields, key));
  return [
    ...taken.map((key) =>
      issueOf('format', `fields.${key}`, { label: `\`fields.${key}\``, says: 'left out: it comes with the sign-in' }),
    ),
    ...(signIn !== undefined && manualToken !== undefined
      ? [issueOf('format', 'manualToken', { label: '`manualToken`', says: 'left out where `signIn` is declared' })]
      : []),
  ];
}
