import type { Digest } from '../../kernel/ports.ts';
import { problem } from '../../kernel/problem.ts';
import type { SyncBase } from '../../model/sync.ts';
import type { Row, Session } from './driver.ts';
import { createTogether } from './together.ts';

const sumOf = (kind: string, id: string, content: string | null, digest: Digest) =>
  digest([kind, id, content ?? ''].join('\u001f'));

/** What was agreed on about one record, as its row has it. Damage is named and never returned as data. */
export function baseOf(row: Row, digest: Digest, place: string): SyncBase {
  const [kind, id, content] = [String(row.kind), String(row.id), row.content === null ? null : String(row.content)];
  if (sumOf(kind, id, content, digest) !== row.sum) {
    const what = `what was last agreed on about ${kind.slice(0, 20)} "${id.slice(0, 80)}" is not what was written`;
    throw problem('store.damaged', { path: place, what });
  }
  return { kind, id, content: content === null ? null : JSON.parse(content) } as SyncBase;
}

/** Keeps what is agreed on now; `afresh` forgets everything before. */
export async function writeBase(
  session: Session,
  base: readonly SyncBase[],
  afresh: boolean,
  digest: Digest,
): Promise<void> {
  if (afresh) await session.run('DELETE FROM sync_base');
  const together = createTogether();
  for (const { kind, id, content } of base) {
    const text = content === null ? null : JSON.stringify(content);
    const sql =
      'INSERT INTO sync_base (kind, id, content, sum) VALUES (?, ?, ?, ?) ON CONFLICT (kind, id) DO UPDATE SET content = excluded.content, sum = excluded.sum';
    await together.add(session.run(sql, kind, id, text, sumOf(kind, id, text, digest)));
  }
  await together.end();
}
