import type { Fields } from '../../fields/field.ts';

export const tables = {
  tables: {
    kind: 'list',
    label: 'Tables',
    help: 'Tables to export, segment tables included, with commas between them',
    example: 'Customer',
  },
} as const satisfies Fields;

/** Whole tables into a folder of a storage account. */
export const tablesInFolder = {
  folder: {
    kind: 'text',
    label: 'Folder',
    help: 'Folder in the container that receives the files',
    format: 'folder',
    example: 'customers',
  },
  ...tables,
} as const satisfies Fields;

/** Whole tables as delimited files, compressed or not. */
export const separatedFiles = {
  ...tables,
  compression: {
    kind: 'choice',
    label: 'Files are',
    help: 'Whether the files are compressed',
    choices: [
      { value: 'gzipped', label: 'gzipped' },
      { value: 'unzipped', label: 'unzipped' },
    ],
  },
  fieldDelimiter: {
    kind: 'choice',
    label: 'Field delimiter',
    help: 'What stands between two fields',
    choices: [
      { value: 'comma', label: 'comma' },
      { value: 'semicolon', label: 'semicolon' },
      { value: 'tab', label: 'tab' },
      { value: 'pipe', label: 'vertical bar' },
    ],
  },
} as const satisfies Fields;
