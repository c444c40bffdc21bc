import type { FormatName } from '../../../fields/format.ts';
import { nameFrom } from '../../../kernel/name.ts';
import { isProblem } from '../../../kernel/problem.ts';
import type { DependentKind } from '../../../model/dependent.ts';
import { displayNameIssues, nameOr } from '../../../model/naming.ts';
import type { Context } from '../../context.ts';

interface Naming {
  /** Among which it has to be free; judged when it is saved where left out. */
  readonly kind?: 'connection' | DependentKind;
  readonly hint: string;
  /** The form that the service wants, where it wants one. */
  readonly form?: FormatName | undefined;
  /** What it is called so far. */
  readonly before?: string | undefined;
}

/** Asks a display name that is free (D1). */
export async function askDisplayName(context: Context, { kind, hint, form, before }: Naming): Promise<string> {
  const answer = await context.prompt.text({
    message: 'Display name',
    hint,
    ...(before === undefined ? {} : { initial: before }),
    async judge(typed) {
      const [issue] = [...displayNameIssues(typed, form), ...nameOr(undefined, typed).issues];
      if (issue !== undefined) return issue.message;
      const judged = kind !== undefined && context.common.ifExists === 'fail' && typed !== before;
      return judged && (await isTaken(context, kind, typed))
        ? `another ${kind} is called that; its name would be ${nameFrom(typed)} too`
        : undefined;
    },
  });
  return answer.trim();
}

async function isTaken(context: Context, kind: NonNullable<Naming['kind']>, displayName: string): Promise<boolean> {
  if ((await context.knownEnvironment()) === undefined) return false;
  const environment = await context.environment();
  for (const ref of [nameFrom(displayName), displayName]) {
    try {
      if (kind === 'connection') await environment.query('connection.show', { connection: ref });
      else await environment.query(`${kind}.show` as const, { dependent: ref });
      return true;
    } catch (error) {
      if (!isProblem(error) || error.exit !== 6) throw error;
      if (error.code === 'ambiguous') return true;
    }
  }
  return false;
}
