import { importFinding } from '../../../kernel/import-finding.ts';
import type { Sourced } from '../source-entry.ts';

/** Whether rclone encrypted the whole configuration. */
export function isEncrypted(text: string): boolean {
  return /^(?:\s*[#;].*\n)*\s*RCLONE_ENCRYPT_V\d+:/.test(text) || /^# Encrypted rclone configuration File/i.test(text);
}

/** Whether a text looks like a configuration of rclone, whatever it was said to be. */
export function looksLikeRclone(text: string): boolean {
  return /^(?:\s*(?:[#;].*)?\n)*\s*\[[^\]\n"'{},]+\][ \t]*\r?\n/.test(text) && /^\s*type\s*=/m.test(text);
}

/** The remotes of a configuration, or the first line that is none. */
export function rcloneEntries(text: string): readonly Sourced[] | { readonly line: number } {
  const found: { id: string; line: number; values: Map<string, string>; twice: string[] }[] = [];
  for (const [at, raw] of text.split(/\r?\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const section = /^\[(.+)\]$/.exec(line)?.[1]?.trim();
    const pair = /^([^=]+?)\s*=\s*(.*)$/.exec(line);
    const open = found.at(-1);
    if (section !== undefined) found.push({ id: section, line: at + 1, values: new Map(), twice: [] });
    else if (pair === null || open === undefined) return { line: at + 1 };
    else if (open.values.has(pair[1] as string)) open.twice.push(pair[1] as string);
    else open.values.set(pair[1] as string, unquoted(pair[2] as string));
  }
  const seen = new Set<string>();
  return found.map(({ id, line, values, twice }): Sourced => {
    if (seen.has(id)) return { id, line, finding: importFinding('name-taken', { name: id }) };
    seen.add(id);
    if (values.size === 0) return { id, line, finding: importFinding('no-settings', {}) };
    const kind = values.get('type') ?? '';
    values.delete('type');
    for (const [key, value] of values) if (value === '') values.delete(key);
    const unread = twice.map((key) => ({ key, finding: importFinding('name-taken', { name: key }) }));
    return { id, line, kind, values, unread };
  });
}

function unquoted(value: string): string {
  return /^"(.*)"$/.exec(value)?.[1] ?? value;
}
