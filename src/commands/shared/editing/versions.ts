import { merged, readable } from '../../../fields/edited.ts';
import type { Settings } from '../../../fields/field.ts';
import type { ConnectionDetail } from '../../../model/query.ts';
import type { Version } from '../../../plan/three-way.ts';
import { sharedWithOf, shareWords } from '../share-words.ts';
import { type Editing, only, tidied } from './edits.ts';

type Compared = Pick<ConnectionDetail, 'displayName' | 'settings' | 'sharedWith'> & {
  readonly secrets: object;
  readonly consent: { readonly version: string } | null;
};

/** What is there, field by field, as three versions are compared. */
export function versionOf({ displayName, settings, secrets, sharedWith, consent }: Compared): Version {
  return {
    displayName,
    ...prefixed('settings', settings),
    ...prefixed('secrets', secrets),
    sharedWith: shareWords(sharedWith).toSorted(),
    ...(consent === null ? {} : { terms: consent.version }),
  };
}

/** The same with the edits made, and with nothing that only follows from them. */
export function versionNow({ type, base, edits }: Editing): Version {
  const { displayName = base.displayName, set, unset, secrets, share, terms } = edits;
  const read = only(readable(type.fields, set), (key) => key in set);
  const given = Object.fromEntries(Object.entries(secrets).map(([key, { source }]) => [key, { given: source }]));
  return versionOf({
    displayName,
    settings: merged(base.settings, { ...set, ...read }, unset) as Settings,
    secrets: merged(base.secrets, given, unset),
    sharedWith: share === undefined ? base.sharedWith : sharedWithOf(share),
    consent: terms === undefined ? base.consent : { version: terms },
  });
}

/** The edits of certain fields on top of another version of the connection. */
export function rebased({ type, edits }: Editing, onto: ConnectionDetail, fields: readonly string[]): Editing {
  const stays = (field: string) => fields.includes(field);
  return tidied({
    type,
    base: onto,
    edits: {
      ...edits,
      displayName: stays('displayName') ? edits.displayName : undefined,
      set: only(edits.set, (key) => stays(`settings.${key}`)),
      unset: edits.unset.filter((key) => stays(`settings.${key}`) || stays(`secrets.${key}`)),
      secrets: only(edits.secrets, (key) => stays(`secrets.${key}`)),
      share: stays('sharedWith') ? edits.share : undefined,
      terms: stays('terms') ? edits.terms : undefined,
    },
  });
}

function prefixed(part: string, entries: object): Version {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [`${part}.${key}`, value]));
}
