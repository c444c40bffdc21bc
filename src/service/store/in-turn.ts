import type { Row, Session, SqlValue } from './driver.ts';

// Statements take a few hundred values well, and always as many, so that one is prepared once.
const marks = 400;

/** The rows for many values, a few hundred at a time; `sql` ends before the list of them. */
export async function inTurn(
  session: Session,
  sql: string,
  values: readonly string[],
  ...before: readonly SqlValue[]
): Promise<readonly Row[]> {
  const unique = [...new Set(values)];
  const found: Row[] = [];
  const list = `${sql} (${Array.from({ length: marks }, () => '?').join(', ')})`;
  for (let from = 0; from < unique.length; from += marks) {
    const some = unique.slice(from, from + marks);
    const padded = Array.from({ length: marks }, (_, at) => some[at] ?? (some[0] as string));
    for (const row of await session.all(list, ...before, ...padded)) found.push(row);
  }
  return found;
}
