import type { Column } from './column.ts';

/** One preference: what holds, where that comes from, and what it overrides. */
interface ConfigItem {
  readonly key: string;
  readonly value: string | null;
  /** `flag --output`, `variable CINCH_OUTPUT`, `preference`, `default`. */
  readonly origin: string;
  readonly overrides: readonly string[];
}

export const empty = 'No preferences to show';

export const columns: readonly Column<ConfigItem>[] = [
  { key: 'key', header: 'KEY', value: (item) => item.key },
  { key: 'value', header: 'VALUE', value: (item) => item.value ?? '', shrink: 2 },
  { key: 'origin', header: 'FROM', value: (item) => item.origin, shrink: 3 },
  { key: 'overrides', header: 'OVERRIDES', value: (item) => item.overrides.join(', '), shrink: 1 },
];
