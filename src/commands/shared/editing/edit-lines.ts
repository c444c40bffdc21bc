import type { Field, Setting } from '../../../fields/field.ts';
import { shareWords } from '../share-words.ts';
import { type Editing, fieldsNow, settingsNow } from './edits.ts';
import { givenText, keptKind, keptText, settingTextOf, shareText } from './value-text.ts';

/** One line of the list: what is chosen, what it is called, and what stands there. */
interface Line {
  readonly key: string;
  readonly label: string;
  readonly aside: string;
}

/** Every field that applies, then sharing and terms, each with its value now and, where it differs, with the one before. */
export function linesOf(editing: Editing): readonly Line[] {
  const { base, type, edits } = editing;
  const settings = settingsNow(editing);
  const name = marked(edits.displayName ?? base.displayName, base.displayName, edits.displayName !== undefined);
  const fields = fieldsNow(editing).map(([key, field]) => ({
    key: `field:${key}`,
    label: field.label,
    aside: field.kind === 'secret' ? secretText(editing, key) : settingText(editing, key, field, settings[key]),
  }));
  const was = shareText(shareWords(base.sharedWith));
  const share = edits.share === undefined ? was : marked(shareText(edits.share), was, true);
  const terms = edits.terms === undefined ? 'none agreed to' : marked(`of ${edits.terms}`, 'none agreed to', true);
  return [
    { key: 'display name', label: 'Display name', aside: name },
    ...fields,
    ...(type.shareable ? [{ key: 'share', label: 'Who may use it', aside: share }] : []),
    ...(base.consent === null && type.consent !== 'none' ? [{ key: 'terms', label: 'Terms', aside: terms }] : []),
  ];
}

type SettingField = Exclude<Field, { kind: 'secret' }>;

function settingText({ base, edits }: Editing, key: string, field: SettingField, value: Setting | undefined): string {
  const changed = key in edits.set || edits.unset.includes(key);
  return marked(settingTextOf(field, value), settingTextOf(field, base.settings[key]), changed);
}

function secretText({ base, edits }: Editing, key: string): string {
  const fresh = edits.secrets[key];
  const was = keptKind(base.secrets[key]);
  if (fresh !== undefined) return marked(givenText(fresh), was, true);
  return edits.unset.includes(key) ? marked('none', was, true) : keptText(base.secrets[key]);
}

// What is new comes first: it is what a narrow screen still shows.
function marked(now: string, was: string, changed: boolean): string {
  return changed ? `${now} (was ${was})` : now;
}
