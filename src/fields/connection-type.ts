import type { SignIn } from '../kernel/sign-in.ts';
import type { Fields } from './field.ts';
import type { FormatName } from './format.ts';

export type Purpose = 'export' | 'enrichment' | 'miscellaneous';

export type Category =
  | 'advertising'
  | 'analytics'
  | 'automation'
  | 'crm'
  | 'data-enrichment'
  | 'email-marketing'
  | 'identity'
  | 'location'
  | 'marketing-automation'
  | 'microsoft'
  | 'storage';

/** A figure the service or the product states, with the page that states it. */
export interface Limit {
  /** What is counted. `enrichments`: of this type in one environment; the rest: by one export. */
  readonly counts:
    | 'profiles'
    | 'segmentMembers'
    | 'minutes'
    | 'filesPerTable'
    | 'enrichments'
    | 'audiencesPerProject'
    | 'adAccountsPerUser'
    | 'callsPerMinute'
    | 'rowsPerTable'
    | 'emailAddresses'
    | 'signInDays'
    | 'unrefreshedDays'
    | 'matchingHours';
  readonly atMost?: number;
  readonly atLeast?: number;
  /** Advice of the page, not a stop. */
  readonly advised?: true;
  readonly source: string;
}

/** How the product keeps a type: still offered, or retired with a date (`YYYY-MM` or a day) and a successor where one is told. */
export type Standing =
  | { readonly status: 'current' }
  | { readonly status: 'retired'; readonly on: string | null; readonly successor: string | null };

/** A connection type, declared once. Everything else about it is a function over this data. */
export interface ConnectionType {
  /** Never changes; the facts' id. */
  readonly id: string;
  readonly label: string;
  readonly formerly?: readonly string[];
  readonly purpose: Purpose;
  readonly category: Category;
  /** What it is for, in one sentence of ours. */
  readonly summary: string;
  /** The page of the product's documentation. */
  readonly article: string;
  readonly standing: Standing;
  readonly preview?: true;
  /** Of the platform's own vendor, so it lies in the environment's organisation (R8). */
  readonly vendor?: true;
  /** False where nothing is set up here: it relies on another type, or needs no connection at all. */
  readonly addable: boolean;
  /** The type whose connections serve this one. */
  readonly usesType?: string;
  /** `fields`: complete when saved. `browser`: waits for a sign-in through the administrator's own app (D17). */
  readonly signIn: 'fields' | 'browser' | 'none';
  /** Where the browser signs in. `manual`: not publicly known, so that its token is given by hand. */
  readonly signsInAt?: SignIn | 'manual';
  /** The form its display names must have, where the product states one. */
  readonly displayName?: FormatName;
  readonly fields: Fields;
  /** What an export or enrichment on it is given before it can run (D18). */
  readonly usage: Fields;
  /** Whether saving asks the administrator's agreement (R9), and to which text. */
  readonly consent: 'sends' | 'imports' | 'none';
  /** The secret fields that the environment's key vault may fill (R28), or nothing where it is not supported. */
  readonly keyVault?: { readonly fills: readonly string[] };
  /** Whether it can be opened to contributors (R10, R14). */
  readonly shareable: boolean;
  readonly limits?: readonly Limit[];
  /** What has to exist at the service before a set-up can succeed. */
  readonly prerequisites?: readonly string[];
  readonly notes?: readonly string[];
}

/** Keeps the literal types of a declaration while holding it to the shape above. */
export function defineConnectionType<const T extends ConnectionType>(type: T): T {
  return type;
}
