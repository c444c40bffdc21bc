import { answerIssue } from '../../../fields/question.ts';
import type { Context } from '../../context.ts';
import { askNew } from './ask-field.ts';
import { type Editing, fieldsNow } from './edits.ts';

/** Asks what the given values make necessary and nothing else, such as the private key once the sign-in is by key. */
export async function askLacking(context: Context, editing: Editing): Promise<Editing> {
  const { fields } = editing.type;
  const maybe = Object.keys(fields).filter((key) => {
    const field = fields[key];
    return field?.optional === true || (field !== undefined && 'default' in field && field.default !== undefined);
  });
  return askNew(context, editing, new Set(maybe));
}

/** Whether anything of it will be refused whatever else is given. */
export function isWrong(editing: Editing): boolean {
  const { type, edits } = editing;
  const placed = new Map(fieldsNow(editing));
  return (
    Object.entries(edits.set).some(([key, value]) => {
      const field = placed.get(key);
      return field === undefined || field.kind === 'secret' || answerIssue(key, field, value) !== undefined;
    }) ||
    edits.unset.some((key) => type.fields[key] === undefined) ||
    Object.keys(edits.secrets).some((key) => placed.get(key)?.kind !== 'secret')
  );
}
