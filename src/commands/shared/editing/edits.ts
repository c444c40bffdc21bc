import type { ConnectionType } from '../../../fields/connection-type.ts';
import { keptSettings, merged } from '../../../fields/edited.ts';
import type { Field, Settings } from '../../../fields/field.ts';
import { applies } from '../../../fields/visible.ts';
import { canonical } from '../../../kernel/canonical.ts';
import type { GivenSettings, ShareWord } from '../../../model/change.ts';
import type { ConnectionDetail } from '../../../model/query.ts';
import type { SourcedSecrets } from '../given.ts';
import { sameShareWords, shareWords } from '../share-words.ts';

/** What is to become different about a connection; all else stays as it is. */
export interface ConnectionEdits {
  readonly displayName: string | undefined;
  readonly set: GivenSettings;
  /** Settings and secrets that are taken away. */
  readonly unset: readonly string[];
  readonly secrets: SourcedSecrets;
  /** All who may use it besides administrators. */
  readonly share: readonly ShareWord[] | undefined;
  readonly terms: string | undefined;
  readonly tenant: string | undefined;
  /** The target that stored secrets were knowingly kept for (D14), or `any`. */
  readonly keptFor: string | undefined;
}

/** A connection as it was seen, with what is to become of it. */
export interface Editing {
  readonly type: ConnectionType;
  readonly base: ConnectionDetail;
  readonly edits: ConnectionEdits;
}

/** The settings as they would be kept. */
export function settingsNow({ type, base, edits }: Editing): Settings {
  return keptSettings(type.fields, merged(base.settings, edits.set, edits.unset));
}

/** Fields that apply now, in the declaration's order. */
export function fieldsNow(editing: Editing): readonly (readonly [key: string, field: Field])[] {
  const { fields } = editing.type;
  const settings = settingsNow(editing);
  return Object.entries(fields).filter(([, field]) => applies(field, fields, settings));
}

/** Whether a value was given for a field, now or earlier; a default is none. */
export function isGiven({ base, edits }: Editing, key: string): boolean {
  if (key in edits.set || key in edits.secrets) return true;
  return (key in base.settings || key in base.secrets) && !edits.unset.includes(key);
}

/** With another value of a field, or without it. */
export function withValue(editing: Editing, key: string, value: string | undefined): Editing {
  const { [key]: _, ...set } = editing.edits.set;
  const unset = editing.edits.unset.filter((it) => it !== key);
  const edits =
    value === undefined ? { set, unset: [...unset, key] } : { set: { ...set, [key]: value as unknown }, unset };
  return tidied({ ...editing, edits: { ...editing.edits, ...edits } });
}

/** Without edits that say what is there already, or for which there is no place any more. */
export function tidied(editing: Editing): Editing {
  const { type, base, edits } = editing;
  const before = keptSettings(type.fields, base.settings);
  const now = settingsNow(editing);
  const placed = (key: string) => {
    const field = type.fields[key];
    return field !== undefined && applies(field, type.fields, now);
  };
  const differs = (key: string) => canonical(before[key]) !== canonical(now[key]);
  const { displayName, share } = edits;
  return {
    ...editing,
    edits: {
      ...edits,
      displayName: displayName === base.displayName ? undefined : displayName,
      set: only(edits.set, (key) => placed(key) && differs(key)),
      unset: edits.unset.filter((key) => placed(key) && (key in base.secrets || differs(key))),
      secrets: only(edits.secrets, placed),
      share: share === undefined || sameShareWords(share, shareWords(base.sharedWith)) ? undefined : share,
    },
  };
}

/** Whether nothing is to become different. */
export function isUntouched({ edits }: Pick<Editing, 'edits'>): boolean {
  const { displayName, set, unset, secrets, share, terms, tenant } = edits;
  const keys = [...Object.keys(set), ...unset, ...Object.keys(secrets)];
  return keys.length === 0 && [displayName, share, terms, tenant].every((it) => it === undefined);
}

/** The entries with certain keys. */
export function only<V>(entries: { readonly [key: string]: V }, fits: (key: string) => boolean): { [key: string]: V } {
  return Object.fromEntries(Object.entries(entries).filter(([key]) => fits(key)));
}
