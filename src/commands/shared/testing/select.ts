import { problem } from '../../../kernel/problem.ts';
import type { ConnectionDetail, ConnectionItem } from '../../../model/query.ts';
import type { Context } from '../../context.ts';
import type { Flags } from '../../define.ts';
import { refuseForRole } from '../refuse-for-role.ts';

/** How several connections are picked without naming them. */
export const selectionFlags = {
  type: { kind: 'text', placeholder: 'TYPE', completes: 'type', help: 'Those of this type' },
  search: { kind: 'text', placeholder: 'TEXT', help: 'Those with this text in their name or type' },
  'uses-secret-of': {
    kind: 'text',
    placeholder: 'CONNECTION',
    completes: 'connection',
    help: 'Those that hold the same secret as this one',
  },
} as const satisfies Flags;

interface Picked {
  readonly all?: boolean;
  readonly type: string | undefined;
  readonly search: string | undefined;
  readonly 'uses-secret-of': string | undefined;
}

export interface Selection {
  /** The command that selects. */
  readonly command: 'connection test' | 'connection edit';
  readonly names: readonly string[];
  readonly picked: Picked;
}

/** Whether anything but names picks connections. */
function selects({ all, type, search, 'uses-secret-of': usesSecretOf }: Picked): boolean {
  return all === true || [type, search, usesSecretOf].some((it) => it !== undefined);
}

/** The names that were given, unless something else picks; asked for where neither is there. */
export async function namesGiven(
  context: Context,
  { command, names, picked }: Selection,
  ask: () => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const selecting = selects(picked);
  if (names.length > 0 && selecting) {
    const says = 'names and a selection do not go together: give names, or pick with the flags for it';
    throw problem('usage.arguments', { command, says });
  }
  if (names.length > 0 || selecting) return names;
  if (context.prompt.interactive) return ask();
  const help = 'Names, ids or exact display names';
  throw problem(
    'input.missing',
    { count: 1, why: '', fix: [`cinch ${command} --help`] },
    { missing: [{ input: 'connection', flag: 'CONNECTION', help }] },
  );
}

/** The connections that are named or picked, each once, as they are now. The role is judged before any is looked up (R12). */
export async function selectConnections(
  context: Context,
  { command, names, picked }: Selection,
): Promise<readonly ConnectionDetail[]> {
  const { type, search, 'uses-secret-of': usesSecretOf } = picked;
  const [connection = ''] = names;
  const environment = await refuseForRole(
    context,
    command === 'connection edit'
      ? { change: 'connection.edit', connection }
      : { change: 'connection.tested', connection, result: 'ok', code: 'ok' },
  );
  const listed = async () => {
    const { items } = await environment.query('connection.list', {
      ...(type === undefined ? {} : { type }),
      ...(search === undefined ? {} : { search }),
      ...(usesSecretOf === undefined ? {} : { usesSecretOf }),
    });
    return (items as readonly ConnectionItem[]).map(({ id }) => id);
  };
  const found = new Map<string, ConnectionDetail>();
  for (const ref of names.length > 0 ? names : await listed()) {
    const shown = (await environment.query('connection.show', { connection: ref })) as ConnectionDetail;
    found.set(shown.id, shown);
  }
  return [...found.values()];
}
