import type { KnownToken } from './api-token.ts';
import type { Role, User } from './user.ts';

/** An API token as it is kept: never its secret part, only the sum of that. */
export interface Token {
  /** Its public id, which is its name as well: what it is called may be said twice. */
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  /** What it may do at the most; never more than the user it acts as, nor than whoever made it. */
  readonly role: Role;
  /** Ids of the exports that it may run, where it is a runner's. */
  readonly exports?: readonly string[];
  /** Ids of the user it acts as, and of the one who made it. It dies with either. */
  readonly user: string;
  readonly userName: string;
  readonly maker: string;
  /** The token it was made with, where it was made with one. */
  readonly madeWith?: string;
  readonly secretSum: string;
  readonly expiresAt: string;
  /** One to begin with, or to come back in with: it ends as soon as another administrator acts. */
  readonly bootstrap?: true;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly updatedAt: string;
  readonly updatedBy: string;
  readonly revision: number;
}

/** One API token, as it is listed: never anything of its secret part. */
export interface TokenItem {
  readonly id: string;
  readonly displayName: string;
  readonly role: Role;
  /** Names of the exports that a runner's may run. */
  readonly exports: readonly string[];
  /** The user it acts as. */
  readonly user: string;
  readonly expiresAt: string;
  readonly expired: boolean;
  /** To the minute; null until it is used. */
  readonly lastUsedAt: string | null;
  readonly createdAt: string;
  readonly createdBy: string;
  /** The token it was made with. */
  readonly madeWith: string | null;
  /** Whether it is one to begin with, which ends as soon as another administrator acts. */
  readonly bootstrap: boolean;
}

/** The one token that nobody with a role made: it acts as this administrator. */
export function bootstrapToken(
  { id, secretSum, expiresAt }: KnownToken & Pick<Token, 'expiresAt'>,
  user: User,
  moments: Pick<Token, 'createdAt' | 'createdBy' | 'updatedAt' | 'updatedBy' | 'revision'>,
): Token {
  const acts = { user: user.id, userName: user.name, maker: user.id };
  const about = { displayName: 'bootstrap', role: 'administrator', bootstrap: true } as const;
  return { id, name: id, ...about, ...acts, secretSum, expiresAt, ...moments };
}

/** Days that a token lives unless told, and at the most; how many a user has at the most; seconds between two notes of its use. */
export const tokenLimits = { days: 90, mostDays: 365, perUser: 50, usedEvery: 60 } as const;

const hourMs = 3_600_000;
const units: { readonly [unit: string]: number } = { h: hourMs, d: 24 * hourMs, w: 7 * 24 * hourMs };

/** The moment that is so many seconds before another. */
export function secondsBefore(moment: string, seconds: number): string {
  return new Date(Date.parse(moment) - seconds * 1000).toISOString();
}

/** Whether text is a moment in UTC as it is kept: to the millisecond, and one that there is. */
export function isMoment(text: string): boolean {
  const moment = new Date(text);
  return !Number.isNaN(moment.getTime()) && moment.toISOString() === text;
}

/** The moment that is so many days after another. */
export function daysAfter(moment: string, days: number): string {
  return new Date(Date.parse(moment) + days * 24 * hourMs).toISOString();
}

/** The moment that `30d`, `12h`, `2w` from now or the end of a day such as `2027-01-31` is; nothing where it is none. */
export function expiryFrom(text: string, now: string): string | undefined {
  const [, amount, unit = ''] = /^([1-9]\d{0,3})([hdw])$/.exec(text) ?? [];
  if (amount !== undefined) return new Date(Date.parse(now) + Number(amount) * (units[unit] ?? 0)).toISOString();
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return undefined;
  const end = `${text}T23:59:59.999Z`;
  return isMoment(end) ? end : undefined;
}
