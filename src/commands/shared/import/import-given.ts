import { isName } from '../../../kernel/name.ts';
import { problem } from '../../../kernel/problem.ts';
import type { ImportSource } from '../../../model/import-summary.ts';
import { currentTerms, termsVersions } from '../../../model/terms.ts';
import { pairOf } from '../given.ts';

/** What an import was told, as it stands on the command line. */
interface ImportFlags {
  readonly from: ImportSource | undefined;
  readonly type: string | undefined;
  readonly map: readonly string[];
  readonly set: readonly string[];
  readonly id: string | undefined;
  readonly to: string | undefined;
  readonly apply: boolean;
  readonly 'with-secrets': boolean;
  readonly 'take-over': boolean;
  readonly 'keep-secrets': boolean;
  readonly share: readonly string[];
  readonly 'accept-terms': string | undefined;
}

/** The same once it was judged. */
export interface ImportGiven {
  readonly from: ImportSource;
  readonly file: string;
  /** The file as it is named to a person. */
  readonly shown: string;
  readonly type: string | undefined;
  readonly maps: ReadonlyMap<string, string>;
  readonly set: ReadonlyMap<string, string>;
  readonly id: string;
  readonly share: readonly string[];
  readonly terms: string | undefined;
}

/** Judges what was given before any file is read; everything that is missing is told at once. */
export function importGiven(file: string | undefined, flags: ImportFlags): ImportGiven {
  const { from, type, id = from, apply, to } = flags;
  const missing = [
    ...(file === undefined ? [{ input: 'file', flag: 'FILE', help: 'the file, or - for standard input' }] : []),
    ...(from === undefined ? [{ input: 'from', flag: '--from airflow|rclone|csv', help: 'what wrote the file' }] : []),
    ...(from === 'csv' && type === undefined
      ? [{ input: 'type', flag: '--type TYPE', help: 'the connection type of the rows, of `cinch type list`' }]
      : []),
  ];
  if (file === undefined || from === undefined || id === undefined || missing.length > 0)
    throw problem('input.missing', { count: missing.length, why: '' }, { missing });
  for (const flag of ['with-secrets', 'take-over', 'keep-secrets'] as const)
    if (flags[flag] && !apply) throw problem('import.needs_apply', { flag: `--${flag}` });
  const only = (flag: string, says: string) =>
    problem('usage.arguments', { command: 'import', says: `${flag} ${says}` });
  if (to?.trim() === '') throw problem('usage.flag_value', { flag: '--to', rule: 'a folder', example: 'connections' });
  if (apply && to !== undefined)
    throw only('`--to`', 'writes files, and `--apply` changes an environment: give one of them');
  if (from !== 'csv' && type !== undefined) throw only('`--type`', 'goes with `--from csv` only: other files name it');
  if (from !== 'csv' && flags.map.length > 0)
    throw only('`--map`', 'goes with `--from csv` only: other files have no columns');
  if (!isName(id))
    throw problem('usage.flag_value', {
      flag: '--id',
      rule: 'lower-case letters, digits and dashes',
      example: 'retail',
    });
  const terms = flags['accept-terms'];
  if (terms !== undefined && !termsVersions.includes(terms))
    throw problem('consent.unknown_version', { given: terms, version: currentTerms() });
  const fits = (word: string) => ['administrators', 'contributors'].includes(word) || /^user:.+$/.test(word);
  if (!flags.share.every(fits))
    throw problem('usage.flag_value', { flag: '--share', rule: 'administrators, contributors or user:NAME' });
  return {
    from,
    file,
    shown: file === '-' ? 'standard input' : file,
    type,
    maps: pairs('--map', flags.map, 'COLUMN=FIELD', '"Server name=hostname"'),
    set: pairs('--set', flags.set, 'FIELD=VALUE', '"subscription=Contoso Production"'),
    id,
    share: flags.share,
    terms,
  };
}

function pairs(flag: string, given: readonly string[], rule: string, example: string): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  for (const text of given) {
    const [key, value] = pairOf(flag, text, rule, example);
    if (all.has(key)) throw problem('usage.flag_value', { flag, rule: 'each of them once' });
    all.set(key, value);
  }
  return all;
}
