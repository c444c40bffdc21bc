import type { Definition } from '../definition/definition.ts';
import { shareWords } from '../share-words.ts';
import { type Editing, settingsNow } from './edits.ts';

/** A connection as a file, with what was edited so far. */
export function connectionDefinition(editing: Editing): Definition {
  const { base, type, edits } = editing;
  const { name, revision } = base;
  const words = edits.share ?? shareWords(base.sharedWith);
  const share = ['administrators', ...words.filter((word) => word !== 'administrators')];
  return {
    head: [
      `${name}: a connection of type ${type.id} (${type.label}), at revision ${revision}.`,
      'Save and close this to see what is different before it is kept. Close it as it is, or empty it, to keep all as it is.',
    ],
    first: [
      {
        key: 'displayName',
        label: 'Display name',
        help: `what people call it; ${name} stays its name for scripts`,
        value: edits.displayName ?? base.displayName,
      },
    ],
    fields: type.fields,
    settings: settingsNow(editing),
    secrets: references(editing),
    last: type.shareable
      ? [
          {
            key: 'share',
            label: 'Who may use it',
            help: 'administrators, and beside them contributors, or user:NAME for some of them',
            value: share,
          },
        ]
      : [],
  };
}

/** Where each secret is, as the file has it. */
export function references({ base, edits }: Editing): { readonly [key: string]: string } {
  const kept = Object.entries(base.secrets)
    .filter(([key]) => !edits.unset.includes(key))
    .map(([key, secret]): [string, string] => {
      if (secret.source !== 'keyvault') return [key, secret.source];
      return [key, `keyvault:${secret.secret}${secret.version === null ? '' : `/${secret.version}`}`];
    });
  const given = Object.entries(edits.secrets).map(([key, { source }]): [string, string] => [
    key,
    source === 'prompt' ? 'typed' : source,
  ]);
  return Object.fromEntries([...kept, ...given]);
}
