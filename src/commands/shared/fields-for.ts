import type { Fields } from '../../fields/field.ts';
import type { Looking } from '../context.ts';
import type { FieldsOf } from '../define.ts';
import { connectionFields } from './connection-fields.ts';
import { fieldsToAdd, fieldsToEdit } from './dependent-fields.ts';
import { typeAt } from './type-at.ts';

/** The fields that a command's typed flags come from, as far as its line tells. */
export async function fieldsFor(
  of: FieldsOf,
  [first]: readonly string[],
  context: Looking,
  flags: { value(name: string): string | undefined },
): Promise<Fields> {
  if (of === 'new-dependent') return fieldsToAdd(context, flags);
  if (first === undefined) return {};
  if (of === 'type') return (await typeAt(context, first)).fields;
  return of === 'connection' ? connectionFields(context, first) : fieldsToEdit(context, of, first);
}
