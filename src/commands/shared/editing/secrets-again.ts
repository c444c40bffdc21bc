import type { Context } from '../../context.ts';
import { askSecretAgain } from '../asking/secret.ts';
import { withSecret } from './ask-field.ts';
import { type Editing, settingsNow } from './edits.ts';
import { keepsKnowingly, secretsOnTheMove } from './secrets-on-the-move.ts';
import { settingTextOf } from './value-text.ts';

/** Asks for every stored secret whose target changes: given again, or kept knowingly, never silently (D14). */
export async function askSecretsAgain(context: Context, before: Editing): Promise<Editing> {
  const { targets, secrets, place } = secretsOnTheMove(before);
  if (keepsKnowingly(before)) return before;
  const hint = targets.map((key) => saysWhere(before, key)).join(', and ');
  let editing = before;
  for (const key of secrets) {
    const field = before.type.fields[key];
    if (field?.kind !== 'secret') continue;
    const aside = 'the same secret goes to the new target';
    const answer = await askSecretAgain(
      context,
      { key, field, fills: before.type.keyVault?.fills.includes(key) === true },
      { hint, keep: 'keep the stored one', aside },
    );
    if (answer === 'kept') editing = { ...editing, edits: { ...editing.edits, keptFor: place } };
    else editing = withSecret(editing, key, answer === 'taken away' ? undefined : answer);
  }
  return editing;
}

function saysWhere(editing: Editing, key: string): string {
  const field = editing.type.fields[key];
  if (field === undefined || field.kind === 'secret') return key;
  return `${field.label} says where it is sent, and that is now ${settingTextOf(field, settingsNow(editing)[key])}`;
}
