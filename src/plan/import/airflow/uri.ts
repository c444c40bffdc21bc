import { importFinding } from '../../../kernel/import-finding.ts';
import type { SourceEntry } from '../source-entry.ts';
import { addExtra, extraOf, type Unread } from './extra.ts';

// `type://login:password@host:port/schema?extra`, where the host may have a scheme of its own.
const uri =
  /^(?<type>[a-z][a-z0-9+._-]*):\/\/(?:(?<scheme>[a-z]+):\/\/)?(?:(?<login>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?(?<host>\[[^\]]*\]|[^:/?#]*)(?::(?<port>\d*))?(?:\/(?<schema>[^?#]*))?(?:\?(?<query>[^#]*))?$/i;

/** A connection that Airflow wrote as an address, or nothing where the text is none. */
export function entryOfUri(text: string): Omit<SourceEntry, 'id' | 'line'> | undefined {
  const found = uri.exec(text.trim())?.groups;
  if (found === undefined) return undefined;
  const values = new Map<string, string>();
  const unread: Unread = [];
  try {
    for (const key of ['login', 'password', 'host', 'port', 'schema']) {
      const value = decodeURIComponent(found[key] ?? '');
      if (value !== '') values.set(key, value);
    }
    if (found.scheme !== undefined) values.set('host', `${found.scheme}://${values.get('host') ?? ''}`);
    const given = [...new URLSearchParams(found.query ?? '')];
    // Each a parameter of its own, or all of it as JSON in one, beside which Airflow reads no other.
    const whole = given.find(([key]) => key === '__extra__')?.[1];
    const extra = whole === undefined ? given : extraOf(whole);
    if (extra === undefined) unread.push({ key: '__extra__', finding: importFinding('extra-unread', {}) });
    else addExtra(values, unread, Array.isArray(extra) ? extra : Object.entries(extra));
    for (const [key] of whole === undefined ? [] : given)
      if (key !== '__extra__') unread.push({ key, finding: importFinding('said-otherwise', { key: '__extra__' }) });
  } catch {
    return undefined;
  }
  const kind = (found.type ?? '').toLowerCase().replaceAll('-', '_');
  return { kind: kind === 'postgresql' ? 'postgres' : kind, values, unread };
}
