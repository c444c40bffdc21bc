import type { FormatName } from '../../../fields/format.ts';
import { displayKey } from '../../../kernel/name.ts';
import { isProblem } from '../../../kernel/problem.ts';
import { displayNameIssues, nameOr } from '../../../model/naming.ts';
import type { ConnectionName } from '../../../model/query.ts';
import type { Context } from '../../context.ts';

type Named = Pick<ConnectionName, 'name' | 'displayName'>;

/** Asks another display name for a connection, free or its own (D1). Enter alone leaves it as it is. */
export async function askNewDisplayName(
  context: Context,
  { name, displayName }: Named,
  form: FormatName | undefined,
  before = displayName,
): Promise<string> {
  const answer = await context.prompt.text({
    message: 'Display name',
    hint: `what people call it; \`${name}\` stays its name for scripts`,
    initial: before,
    editable: true,
    async judge(typed) {
      const [issue] = displayNameIssues(typed, form);
      if (issue !== undefined) return issue.message;
      const other = await otherAt(context, typed.trim(), name);
      return other !== undefined && displayKey(other.displayName) === displayKey(typed)
        ? 'another connection is called that'
        : undefined;
    },
  });
  return answer.trim().replace(/\s+/g, ' ');
}

/** Asks another name for scripts, free or its own. Enter alone leaves it as it is. */
export async function askNewName(context: Context, { name, displayName }: Named): Promise<string> {
  const answer = await context.prompt.text({
    message: 'Name',
    hint: 'what scripts use; those that use the old one have to follow',
    initial: name,
    editable: true,
    async judge(typed) {
      const [issue] = nameOr(typed.trim(), displayName).issues;
      if (issue !== undefined) return issue.message;
      const other = await otherAt(context, typed.trim(), name);
      return other?.name === typed.trim() ? 'another connection has that name' : undefined;
    },
  });
  return answer.trim();
}

/** Another connection than the one of a name, by whatever it is called. */
async function otherAt(context: Context, ref: string, own: string): Promise<Named | undefined> {
  try {
    const found = await (await context.environment()).query('connection.show', { connection: ref });
    return found.name === own ? undefined : found;
  } catch (error) {
    if (!isProblem(error) || error.exit !== 6) throw error;
    return undefined;
  }
}
