import type { Fields } from '../../fields/field.ts';
import { problem } from '../../kernel/problem.ts';
import { mayTry, rolesThatMay } from '../../model/policy.ts';
import type { Looking } from '../context.ts';
import { typeFields } from './type-fields.ts';

/** The fields of a connection that is to be edited. The role is judged before it is looked up (R12). */
export async function connectionFields(context: Looking, connection: string): Promise<Fields> {
  if ((await context.knownEnvironment()) === undefined) return {};
  const environment = await context.environment();
  const { role } = await environment.query('whoami', {});
  if (!mayTry(role, 'connection.edit'))
    throw problem('forbidden', { role, action: 'connection edit', needs: rolesThatMay('connection.edit') });
  const { type } = await environment.query('connection.show', { connection });
  return typeFields(context, type);
}
