import { problem } from '../../../kernel/problem.ts';
import type { ConnectionDetail, ConnectionItem } from '../../../model/query.ts';
import type { Context } from '../../context.ts';
import { refuseForRole } from '../refuse-for-role.ts';

interface Selection {
  /** The command that selects, for its refusals. */
  readonly command: string;
  readonly names: readonly string[];
  readonly all?: boolean;
  readonly type?: string | undefined;
  readonly search?: string | undefined;
  readonly usesSecretOf?: string | undefined;
}

/** Whether anything but names picks connections. */
export function selects({ all, type, search, usesSecretOf }: Omit<Selection, 'names' | 'command'>): boolean {
  return all === true || [type, search, usesSecretOf].some((it) => it !== undefined);
}

/** The connections that are named or picked, each once, as they are now. The role is judged before any is looked up (R12). */
export async function selectConnections(context: Context, selection: Selection): Promise<readonly ConnectionDetail[]> {
  const { names, type, search, usesSecretOf } = selection;
  const environment = await refuseForRole(context, {
    change: 'connection.tested',
    connection: names[0] ?? '',
    result: 'ok',
    code: 'ok',
  });
  if (names.length > 0 && selects(selection)) {
    throw problem('usage.arguments', {
      command: selection.command,
      says: 'names and a selection do not go together: give names, or pick with `--all`, `--type`, `--search` or `--uses-secret-of`',
    });
  }
  const refs = selects(selection)
    ? (
        (
          await environment.query('connection.list', {
            ...(type === undefined ? {} : { type }),
            ...(search === undefined ? {} : { search }),
            ...(usesSecretOf === undefined ? {} : { usesSecretOf }),
          })
        ).items as readonly ConnectionItem[]
      ).map(({ id }) => id)
    : names;
  const found = new Map<string, ConnectionDetail>();
  for (const connection of refs) {
    const shown = (await environment.query('connection.show', { connection })) as ConnectionDetail;
    found.set(shown.id, shown);
  }
  return [...found.values()];
}
