import type { Field } from '../../../fields/field.ts';
import type { Context } from '../../context.ts';
import { askSecret, askSecretAgain } from '../asking/secret.ts';
import { askSetting } from '../asking/setting.ts';
import type { SourcedSecret } from '../given.ts';
import { type Editing, fieldsNow, isGiven, settingsNow, tidied, withValue } from './edits.ts';
import { givenText, keptText } from './value-text.ts';

/** Asks one field again, and then whatever applies only since its answer. What applies no longer is dropped. */
export async function askFieldAgain(context: Context, before: Editing, key: string): Promise<Editing> {
  const field = before.type.fields[key];
  if (field === undefined) return before;
  const known = new Set(fieldsNow(before).map(([it]) => it));
  return askNew(context, await askOne(context, before, key, field), known);
}

/** Asks every field that applies, has no value and is not among those that are known to have none. */
export async function askNew(context: Context, before: Editing, known: ReadonlySet<string>): Promise<Editing> {
  const [key, field] = fieldsNow(before).find(([it]) => !known.has(it) && !isGiven(before, it)) ?? [];
  if (key === undefined || field === undefined) return before;
  return askNew(context, await askOne(context, before, key, field), new Set([...known, key]));
}

async function askOne(context: Context, editing: Editing, key: string, field: Field): Promise<Editing> {
  if (field.kind !== 'secret') {
    const answer = await askSetting(context.prompt, key, field, settingsNow(editing)[key], { editable: true });
    return withValue(editing, key, answer);
  }
  const fresh = editing.edits.secrets[key];
  const asked = { key, field, fills: editing.type.keyVault?.fills.includes(key) === true };
  if (!isGiven(editing, key)) return withSecret(editing, key, await askSecret(context, asked));
  const aside = fresh === undefined ? keptText(editing.base.secrets[key]) : givenText(fresh);
  const answer = await askSecretAgain(context, asked, {
    keep: 'leave it as it is',
    aside,
    stays: editing.base.secrets[key]?.source === 'keyvault',
  });
  if (answer === 'kept') return editing;
  return withSecret(editing, key, answer === 'taken away' ? undefined : answer);
}

/** With another secret, or without it. */
export function withSecret(editing: Editing, key: string, secret: SourcedSecret | undefined): Editing {
  const { [key]: _, ...secrets } = editing.edits.secrets;
  const { edits } = withValue(editing, key, undefined);
  return tidied({
    ...editing,
    edits:
      secret === undefined
        ? { ...edits, secrets }
        : { ...editing.edits, unset: edits.unset.filter((it) => it !== key), secrets: { ...secrets, [key]: secret } },
  });
}
