import type { Setting } from '../fields/field.ts';

/** A setting on one line, as a flag would take it back. */
export function settingText(value: Setting): string {
  return Array.isArray(value) ? value.join(',') : String(value);
}
