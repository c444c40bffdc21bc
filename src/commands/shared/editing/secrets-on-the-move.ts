import { redirected } from '../../../fields/redirected.ts';
import { canonical } from '../../../kernel/canonical.ts';
import { type Editing, settingsNow } from './edits.ts';

/** Stored secrets that would go to a target that is given now (D14), the fields that say so, and what they say. */
export function secretsOnTheMove(editing: Editing) {
  const { type, base, edits } = editing;
  const stored = Object.entries(base.secrets)
    .filter(([key, { source }]) => source === 'stored' && edits.secrets[key] === undefined)
    .map(([key]) => key)
    .filter((key) => !edits.unset.includes(key));
  const settings = settingsNow(editing);
  const { targets, secrets } = redirected(type.fields, base.settings, settings, stored);
  return { targets, secrets, place: canonical(targets.map((key) => [key, settings[key]])) };
}

/** Whether stored secrets go to a new target because somebody said that they may. */
export function keepsKnowingly(editing: Editing): boolean {
  const { keptFor } = editing.edits;
  const { secrets, place } = secretsOnTheMove(editing);
  return keptFor === 'any' || (secrets.length > 0 && keptFor === place);
}
