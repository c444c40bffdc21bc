import type { SourceEntry } from '../source-entry.ts';

// `type://login:password@host:port/schema?extra`, where the host may have a scheme of its own.
const uri =
  /^(?<type>[a-z][a-z0-9+._-]*):\/\/(?:(?<scheme>[a-z]+):\/\/)?(?:(?<login>[^:@/?#]*)(?::(?<password>[^@/?#]*))?@)?(?<host>\[[^\]]*\]|[^:/?#]*)(?::(?<port>\d*))?(?:\/(?<schema>[^?#]*))?(?:\?(?<query>[^#]*))?$/i;

/** A connection that Airflow wrote as an address, or nothing where the text is none. */
export function entryOfUri(text: string): Omit<SourceEntry, 'id' | 'line'> | undefined {
  const found = uri.exec(text.trim())?.groups;
  if (found === undefined) return undefined;
  const values = new Map<string, string>();
  try {
    for (const key of ['login', 'password', 'host', 'port', 'schema']) {
      const value = decodeURIComponent(found[key] ?? '');
      if (value !== '') values.set(key, value);
    }
    if (found.scheme !== undefined) values.set('host', `${found.scheme}://${values.get('host') ?? ''}`);
    const extra = extraOf(found.query ?? '');
    if (extra === undefined) return undefined;
    for (const [key, value] of extra) if (value !== '') values.set(`extra.${key.replace(/^extra__\w+?__/, '')}`, value);
  } catch {
    return undefined;
  }
  const kind = (found.type ?? '').toLowerCase().replaceAll('-', '_');
  return { kind: kind === 'postgresql' ? 'postgres' : kind, values };
}

// Each a parameter of its own, or all of it as JSON in one.
function extraOf(query: string): readonly (readonly [string, string])[] | undefined {
  const given = [...new URLSearchParams(query)];
  const whole = given.find(([key]) => key === '__extra__')?.[1];
  if (whole === undefined) return given;
  const parsed: unknown = JSON.parse(whole);
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return undefined;
  return Object.entries(parsed).map(([key, value]) => [
    key,
    value === null ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value),
  ]);
}
