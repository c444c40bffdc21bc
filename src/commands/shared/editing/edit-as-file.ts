import type { Problem } from '../../../kernel/problem.ts';
import type { Context } from '../../context.ts';
import { editDefinition, whyNothing } from '../definition/edit-definition.ts';
import { connectionDefinition } from './connection-definition.ts';
import { type Editing, isUntouched } from './edits.ts';
import { judgeDefinition } from './judge-definition.ts';

/** Opens a connection in the editor, with what stood in the way of saving it before. Nothing where it is to stay as it is. */
export async function editAsFile(
  context: Context,
  editing: Editing,
  trouble: Problem | undefined,
): Promise<Editing | undefined> {
  const { name } = editing.base;
  const edited = await editDefinition(context, {
    what: `connection ${name}`,
    definition: connectionDefinition(editing),
    issues: trouble === undefined ? [] : issuesOf(trouble),
    judge: (written) => judgeDefinition(context, editing, written),
  });
  if (edited === 'left' && !isUntouched(editing)) return editing;
  const changed = typeof edited === 'object' && !isUntouched(edited.says);
  if (changed) return edited.says;
  context.io.note(whyNothing(edited));
  return undefined;
}

// Where it belongs to no line, it stands at the top.
function issuesOf({ detail, members }: Problem) {
  const { issues = [], missing = [] } = members;
  const all = [...issues, ...missing.map(({ input, help = '' }) => ({ path: input, message: `missing: ${help}` }))];
  return (all.length === 0 ? [{ path: '', message: detail }] : all).map((it) => ({ code: 'format', ...it }) as const);
}
