import type { Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';
import type { Editing } from './edits.ts';

/** The answer where nothing is different in the end: nothing was written. */
export async function unchanged(context: Context, { base }: Pick<Editing, 'base'>): Promise<Outcome> {
  const environment = await context.environment();
  const { id, name, revision, environmentRevision } = {
    ...base,
    ...(await environment.query('connection.show', { connection: base.id })),
  };
  const change = { change: 'connection.edit', kind: 'connection', id, name, result: 'unchanged', revision, fields: [] };
  const { dryRun } = context.common;
  return {
    kind: 'ChangeResult',
    data: { result: 'unchanged', dryRun, changes: [change], warnings: [], environmentRevision, next: [] },
  };
}
