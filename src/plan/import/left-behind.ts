import type { ConnectionType } from '../../fields/connection-type.ts';
import type { Settings } from '../../fields/field.ts';
import { type ImportFinding, importFinding } from '../../kernel/import-finding.ts';
import type { ImportTold } from '../../model/import-summary.ts';
import { restOf } from './address.ts';
import type { SourceEntry } from './source-entry.ts';
import { accountOf, type LeftOut, type SourceKind } from './source-kind.ts';

// What names the same place or account in more than one way.
const saysWhere = /(?:host|account|endpoint|url)\w*$|^(?:extra\.)?(?:login|schema)$/;

/** What of an entry does not come over: keys without a place, what was read in part, and what could not be read. */
export function leftBehind(
  { values, unread = [] }: SourceEntry,
  kind: SourceKind,
  type: ConnectionType,
  used: ReadonlySet<string>,
  settings: Settings,
): readonly ImportTold[] {
  const { label } = type;
  const known = new Set(Object.values(settings).map((value) => String(value).toLowerCase()));
  const told = [...values].flatMap(([key, value]): readonly ImportTold[] => {
    const address = kind.addresses?.[key];
    const rest = address === undefined ? [] : restOf(value, address);
    if (used.has(key)) return rest.length === 0 ? [] : [{ key, ...importFinding('rest', { label, parts: rest }) }];
    // Said twice in the file, as an account beside its address, nothing is lost.
    if (saysWhere.test(key) && known.has(value.toLowerCase())) return [];
    if (address !== undefined && rest.length === 0 && known.has(accountOf(value) ?? '')) return [];
    const code = kind.left !== undefined && Object.hasOwn(kind.left, key) ? kind.left[key] : undefined;
    if (code === undefined) return [{ key, ...importFinding('no-place', { label }) }];
    return [{ key, ...leftOut(code, type, kind.elsewhere?.[key]) }];
  });
  return [...told, ...unread.map(({ key, finding }) => ({ key, ...finding }))];
}

/** Why something has no place, in the words of its kind. */
export function leftOut(code: LeftOut, { label }: ConnectionType, field = ''): ImportFinding {
  if (code === 'elsewhere') return importFinding(code, { label, field });
  return code === 'first-generation' ? importFinding(code, {}) : importFinding(code, { label });
}
