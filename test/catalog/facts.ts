import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/** What the tests need of one type in the facts; the rest of a fact is prose. */
export interface Fact {
  readonly id: string;
  readonly displayName: string;
  readonly formerNames: readonly string[];
  readonly kind: string;
  readonly category: string;
  readonly source: string;
  readonly createsConnection: boolean;
  readonly usesConnectionType: string | null;
  readonly signsIn: boolean;
  readonly consentRequired: boolean | null;
  readonly keyVault: readonly string[] | null;
  readonly shared: boolean | null;
  readonly preview: boolean;
  readonly status: string;
  readonly retiredOn: string | null;
  /** The id of another type, `in words`, or nothing. */
  readonly replacedBy: string | null;
  readonly fields: readonly FactField[];
  readonly limits: { readonly [name: string]: number };
}

export interface FactField {
  readonly key: string;
  readonly type: string;
  readonly secret: boolean;
  readonly required: boolean | null;
  readonly values?: readonly string[];
  readonly showWhen?: string;
}

const yamlFile = fileURLToPath(new URL('../../../shared/facts/connection-types.yaml', import.meta.url));

/** The committed copy, which a clone without the facts beside it is tested against. */
export const copyFile = fileURLToPath(new URL('facts.json', import.meta.url));

export const factsAreHere = existsSync(yamlFile);

export function copiedFacts(): readonly Fact[] {
  return JSON.parse(readFileSync(copyFile, 'utf8'));
}

/** What the tests need, taken from the facts themselves. */
export function currentFacts(): readonly Fact[] {
  const { types } = parse(readFileSync(yamlFile, 'utf8'));
  const ids = new Set(types.map((type: { id: string }) => type.id));
  // biome-ignore lint/suspicious/noExplicitAny: the facts are free-form YAML; the comparison judges them
  return types.map((type: any) => ({
    id: type.id,
    displayName: type.displayName,
    formerNames: type.formerNames,
    kind: type.kind,
    category: type.category,
    source: type.source,
    createsConnection: type.createsConnection,
    usesConnectionType: type.usesConnectionType,
    signsIn:
      type.authentication === 'oauthSignIn' ||
      type.actions.some((action: string) => action.startsWith('Authenticate with')),
    consentRequired: type.consentRequired,
    keyVault: type.keyVault.supported ? type.keyVault.secretFields : null,
    shared: type.sharing.supported,
    preview: type.preview,
    status: type.status,
    retiredOn: type.retiredOn,
    replacedBy: type.replacedBy === null || ids.has(type.replacedBy) ? type.replacedBy : 'in words',
    fields: type.fields.map((field: Partial<FactField>) => ({
      key: field.key,
      type: field.type,
      secret: field.secret,
      required: field.required,
      ...(field.values ? { values: field.values } : {}),
      ...(field.showWhen ? { showWhen: field.showWhen } : {}),
    })),
    limits: Object.fromEntries(Object.entries(type.limits).filter(([, figure]) => typeof figure === 'number')),
  }));
}
