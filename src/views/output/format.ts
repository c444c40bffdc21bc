/**
 * Every value that `--output` takes. `table` is for a person: a table on a terminal, tab-separated lines on a pipe.
 * `wide` is the same with every column and exact times; `jsonl` is a document a line; `name` is one name a line, for xargs.
 */
export const formats = ['table', 'wide', 'json', 'jsonl', 'yaml', 'csv', 'tsv', 'name'] as const;
export type Format = (typeof formats)[number];

/** Whether a format shows the columns that a list marks as wide: CSV goes to spreadsheets, which have room. */
export function showsEveryColumn(format: Format): boolean {
  return format === 'wide' || format === 'csv';
}

/** Formats that carry the whole document instead of a picture of it. */
export function carriesDocuments(format: Format): format is 'json' | 'jsonl' | 'yaml' {
  return format === 'json' || format === 'jsonl' || format === 'yaml';
}
