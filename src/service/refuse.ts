import type { ConnectionType } from '../fields/connection-type.ts';
import type { Fields } from '../fields/field.ts';
import { howToGive } from '../fields/flags.ts';
import type { Issue } from '../kernel/issue.ts';
import { problem } from '../kernel/problem.ts';
import { currentTerms } from '../model/terms.ts';

const ownFlags: { readonly [path: string]: string } = {
  displayName: 'DISPLAY-NAME',
  name: '--name NAME',
  type: 'TYPE',
  connection: '--connection NAME',
  terms: '--accept-terms VERSION',
  tenant: '--tenant ID',
  exports: '--exports NAME',
  expiresAt: '--expires 30d',
  user: '--for USER',
  command: '--command -- COMMAND',
  reason: '--reason TEXT',
};

/**
 * Throws everything that is wrong with an input at once: values that cannot be accepted (exit 2), or else all that is
 * missing with the flag that gives it (exit 3), or else the agreement alone (exit 14).
 */
export function refuse(
  what: string,
  issues: readonly Issue[],
  fields: Fields,
  consent: ConnectionType['consent'] = 'none',
): void {
  if (issues.length === 0) return;
  const flagged = issues.map((issue) => ({ ...issue, flag: flagOf(issue.path, fields) }));
  const wrong = flagged.filter((issue) => issue.code !== 'missing');
  if (wrong.length > 0) throw problem('input.refused', { what, count: wrong.length }, { issues: flagged });
  const missing = flagged.map(({ path, flag, message, help = message }) => ({ input: path, flag, help }));
  const terms = consent === 'none' ? {} : { terms: currentTerms() };
  if (missing.every(({ input }) => input === 'terms'))
    throw problem('consent.needed', { version: currentTerms(), imports: consent === 'imports' }, { missing, ...terms });
  throw problem('input.missing', { count: missing.length, why: '' }, { missing, ...terms });
}

function flagOf(path: string, fields: Fields): string {
  const key = path.replace(/^secrets\./, '');
  const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
  if (path === 'terms') return `--accept-terms ${currentTerms()}`;
  return field === undefined ? (ownFlags[key] ?? `--set ${key}=VALUE`) : howToGive(key, field);
}
