/** One column of a list, for tables, tab-separated lines and CSV alike. The first column of a list is its name. */
export interface Column<Item> {
  /** What `--columns` and the header of CSV call it. */
  readonly key: string;
  readonly header: string;
  /** The exact text: moments in UTC, RFC 3339. */
  value(item: Item): string;
  /** What a table for a person shows in its place, at the moment `now` (RFC 3339). */
  brief?(item: Item, now: string): string;
  /** Shown with `-o wide` only, and where it is named. */
  readonly wide?: true;
  /** The address that its text opens, where the terminal can. */
  link?(item: Item): string | undefined;
  readonly align?: 'right';
  /** Whether it may be shortened, and when: 1 first, then 2. Without it the column keeps its width or goes. */
  readonly shrink?: number;
  /** What `--sort` calls it, where a list can be sorted by it. */
  readonly sort?: string;
}
