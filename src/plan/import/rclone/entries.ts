import { importFinding } from '../../../kernel/import-finding.ts';
import type { Sourced } from '../source-entry.ts';

/** Whether rclone encrypted the whole configuration. */
export function isEncrypted(text: string): boolean {
  return /^# Encrypted rclone configuration File/i.test(text) || /^RCLONE_ENCRYPT_V\d+:/.test(firstLine(text));
}

/** Whether a text looks like a configuration of rclone, whatever it was said to be. */
export function looksLikeRclone(text: string): boolean {
  return /^\[[^\]"'{},]+\]$/.test(firstLine(text)) && /^[ \t]*type[ \t]*[=:]/m.test(text.slice(0, mostLooked));
}

// Enough to know one by, whatever stands behind; no pattern runs over more than a line of it.
const mostLooked = 100_000;

function firstLine(text: string): string {
  const lines = text.slice(0, mostLooked).split('\n');
  return lines.map((it) => it.trim()).find((it) => it !== '' && !/^[#;]/.test(it)) ?? '';
}

/** The remotes of a configuration, or the first line that is none. */
export function rcloneEntries(text: string): readonly Sourced[] | { readonly line: number } {
  const found: { id: string; line: number; values: Map<string, string>; twice: Set<string> }[] = [];
  for (const [at, raw] of text.split(/\r\n?|\n/).entries()) {
    const line = raw.trim();
    if (line === '' || line.startsWith('#') || line.startsWith(';')) continue;
    const section = /^\[(.+)\]$/.exec(line)?.[1]?.trim();
    // As rclone names them, so that a line of a key which was pasted over several is none, and never shown.
    const pair = /^([a-z][a-z0-9_]*)\s*[=:]\s*(.*)$/.exec(line);
    const open = found.at(-1);
    if (section !== undefined) found.push({ id: section, line: at + 1, values: new Map(), twice: new Set() });
    else if (pair === null || open === undefined) return { line: at + 1 };
    else {
      const [, key = '', value = ''] = pair;
      if (open.values.has(key)) open.twice.add(key);
      open.values.set(key, unquoted(value));
    }
  }
  const seen = new Set<string>();
  return found.map(({ id, line, values, twice }): Sourced => {
    // What stands between colons and commas may be a password; rclone lets no name have them.
    if (/[:,=]/.test(id)) return { id: String(line), line, finding: importFinding('on-the-fly', {}) };
    if (seen.has(id)) return { id, line, finding: importFinding('name-taken', { name: id }) };
    seen.add(id);
    if (values.size === 0) return { id, line, finding: importFinding('no-settings', {}) };
    const kind = values.get('type') ?? '';
    values.delete('type');
    for (const [key, value] of values) if (value === '') values.delete(key);
    const unread = [...twice].map((key) => ({ key, finding: importFinding('said-twice', {}) }));
    return { id, line, kind, values, unread };
  });
}

function unquoted(value: string): string {
  return /^"(.*)"$/.exec(value)?.[1] ?? value;
}
