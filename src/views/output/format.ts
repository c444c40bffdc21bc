/** Every value that `--output` takes. */
export const formats = ['table', 'wide', 'json', 'jsonl', 'yaml', 'csv', 'tsv', 'name'] as const;
export type Format = (typeof formats)[number];

/** What each is for, as help and completion say it. */
export const formatHelp: { readonly [F in Format]: string } = {
  table: 'for a person: a table on a terminal, tab-separated lines on a pipe',
  wide: 'the same with every column, and exact times',
  json: 'one JSON document',
  jsonl: 'one JSON document a line',
  yaml: 'one YAML document',
  csv: 'comma-separated values with every column, for spreadsheets',
  tsv: 'tab-separated lines under a header',
  name: 'one name a line, for xargs',
};

/** Whether a format carries whole documents, for programs: then stderr holds a problem document and nothing else. */
export function carriesDocuments(format: Format): format is 'json' | 'jsonl' | 'yaml' {
  return format === 'json' || format === 'jsonl' || format === 'yaml';
}

/** Whether a format shows the columns that a list marks as wide. */
export function showsEveryColumn(format: Format): boolean {
  return format === 'wide' || format === 'csv';
}
