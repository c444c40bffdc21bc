import { printable } from '../kernel/printable.ts';
import type { ImportLine, ImportSummary } from '../model/import-summary.ts';
import { grid } from './block.ts';
import { text as changeText } from './change-result.ts';
import { count, figure } from './count.ts';
import { type Paint, plain } from './paint.ts';

// What is more than that is counted; the document has all of it.
const mostShown = 20;
const longestName = 80;

/** What became of a file: how many entries came over, and everything that did not, with why. */
export function text(summary: ImportSummary, paint: Paint = plain, columns: number = Number.POSITIVE_INFINITY): string {
  const { counts, entries, secrets, files = [], columns: headed = [] } = summary;
  const part = (result: ImportLine['result'], colour: (it: string) => string) =>
    counts[result] === 0 ? [] : [colour(`${figure(counts[result])} ${result}`)];
  const parts = [
    ...part('imported', paint.good),
    ...part('incomplete', paint.warn),
    ...part('unsupported', paint.warn),
  ];
  const head = `${printable(summary.file)}: ${count(counts.entries, 'entry', 'entries')}, ${parts.join(', ')}\n`;
  const of = (result: ImportLine['result']) => entries.filter((it) => it.result === result);
  const nowhere = headed.filter(({ field }) => field === null).map(({ column }) => column);
  return [
    head,
    section('unsupported', of('unsupported'), (it) => [[whence(it), it.why ?? '']], columns, counts.unsupported),
    section(
      'incomplete',
      of('incomplete'),
      (it) => [[whence(it), `lacks ${it.missing.map(({ field, value }) => `${field} (${value})`).join(', ')}`]],
      columns,
      counts.incomplete,
    ),
    section(
      'left behind, or worth a look',
      entries.filter(({ told }) => told.length > 0),
      reasons,
      columns,
      counts.told,
    ),
    nowhere.length === 0 ? '' : grid([['columns that go nowhere', listed(nowhere.map(shortened))]], columns, 0),
    section(
      'secrets, each in a variable where it is applied',
      secrets,
      ({ variable, connection, field, inFile }) => [
        [variable, `${field} of ${connection}${inFile ? ', which the file holds' : ''}`],
      ],
      columns,
      counts.secrets,
    ),
    section('written', files, (path) => [[path]], columns),
  ].join('');
}

/** What was changed, where it was. */
export function changes({ applied }: ImportSummary, paint: Paint = plain, columns?: number): string {
  return applied === undefined ? '' : changeText(applied, paint, columns);
}

type Row = readonly string[];

function section<T>(
  title: string,
  them: readonly T[],
  rows: (it: T) => readonly Row[],
  columns: number,
  total = them.length,
): string {
  if (them.length === 0) return '';
  const more = total > mostShown ? `  and ${figure(total - mostShown)} more; \`-o json\` has them\n` : '';
  return `${title}\n${grid(them.slice(0, mostShown).flatMap(rows), columns)}${more}`;
}

/** What is told of an entry, a line a reason. */
function reasons(it: ImportLine): readonly Row[] {
  const keys = new Map<string, string[]>();
  for (const { key, says } of it.told) {
    const others = keys.get(says);
    if (others === undefined) keys.set(says, [key]);
    else others.push(key);
  }
  return [...keys].map(([says, them]) => [whence(it), listed(them.map(shortened)), says]);
}

function whence({ source, line }: ImportLine): string {
  const short = shortened(source);
  if (line === null) return short;
  return source === String(line) ? `line ${line}` : `${short} (line ${line})`;
}

function shortened(name: string): string {
  return name.length > longestName ? `${name.slice(0, longestName)}...` : name;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, mostShown).join(', ');
  return names.length > mostShown ? `${shown} and ${figure(names.length - mostShown)} more` : shown;
}
