import { entry } from './entry.ts';
import { tick, word } from './phrases.ts';

/** A secret cannot be read, kept or opened. */
export const secretProblems = {
  'secret.source': entry<{ field: string; source: string; says: string }>({
    title: 'A secret cannot be read from its source',
    status: 422,
    exit: 11,
    detail: ({ field, source, says }) => `the secret ${tick(field)} cannot be taken from ${tick(source)}: ${says}`,
    fix: sources,
  }),
  'secret.empty': entry<{ field: string; source: string }>({
    title: 'The secret is empty',
    status: 422,
    exit: 2,
    detail: ({ field, source }) => `${tick(source)} gave nothing for the secret ${tick(field)}`,
    fix: sources,
  }),
  'secret.no_storage': entry<{ why: string }>({
    title: 'There is nowhere safe to keep a secret',
    status: 422,
    exit: 11,
    detail: ({ why }) => `a stored secret is sealed first, and no way to keep its key was found: ${why}`,
    fix: () => [
      'export CINCH_KEY_FILE=~/cinch.key  # a key file, made when it is not there',
      'export CINCH_PASSPHRASE=PASSPHRASE  # or a passphrase, to be remembered',
      'cinch help secrets',
    ],
  }),
  'secret.locked': entry<{ storage: string; says: string; fix: readonly string[] }>({
    title: 'The stored secrets cannot be opened',
    status: 422,
    exit: 11,
    detail: ({ storage, says }) => `the key of the stored secrets is kept by ${storage}, and ${says}`,
    fix: ({ fix }) => fix,
  }),
  'secret.differ': entry<Record<never, never>>({
    title: 'The two passphrases differ',
    status: 422,
    exit: 130,
    detail: () => 'the two passphrases that were typed differ; nothing has changed',
    fix: () => ['cinch help secrets'],
  }),
  'secret.damaged': entry<{ name: string; field: string }>({
    title: 'A stored secret is damaged',
    status: 500,
    exit: 11,
    detail: ({ name, field }) => `the sealed ${tick(field)} of ${tick(name)} does not open with the environment's key`,
    fix: ({ name, field }) => [`cinch connection edit ${word(name)} --secret ${field}=env:VARIABLE`],
  }),
};

// Not every secret is a field: a new passphrase has a flag of its own.
function sources({ field }: { readonly field: string }): readonly string[] {
  return [...(/^\w+$/.test(field) ? [`--secret ${field}=prompt`] : []), 'cinch help secrets'];
}
