/** SQL of the service as PostgreSQL has it: its `?` numbered, except in quotes. */
export function numbered(sql: string): string {
  let count = 0;
  return sql.replace(/'[^']*'|\?/g, (found) => (found === '?' ? `$${++count}` : found));
}

/** A step of the format. Text is compared byte by byte and a number is as wide as in a file, so that both engines agree. */
export function tableSql(sql: string): string {
  return sql.replace(/\bTEXT\b/g, 'TEXT COLLATE "C"').replace(/\bINTEGER\b/g, 'BIGINT');
}
