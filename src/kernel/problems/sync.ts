import { entry } from './entry.ts';
import { tick, word } from './phrases.ts';

/** A copy of an environment, and what keeps the two apart. */
export const syncProblems = {
  'environment.mirror': entry<{ name: string; of: string }>({
    title: 'The environment is a mirror',
    status: 409,
    exit: 8,
    detail: ({ name, of }) => `${tick(name)} mirrors ${tick(of)} and is only read; change it there`,
    fix: ({ of }) => [`--environment ${word(of)}`],
  }),
  'secret.missing': entry<{ name: string; fields: readonly string[] }>({
    title: 'A secret is not here',
    status: 422,
    exit: 11,
    detail: ({ name, fields }) =>
      `${fields.map(tick).join(' and ')} of ${tick(name)} ${fields.length === 1 ? 'is' : 'are'} not here, because the sync that brought ${tick(name)} brought no secrets`,
    fix: ({ name, fields }) => [
      `cinch connection edit ${word(name)} ${fields.map((field) => `--secret ${field}=env:VARIABLE`).join(' ')}`,
    ],
  }),
  'sync.moved_on': entry<{ name: string }>({
    title: 'Another sync came between',
    status: 412,
    exit: 7,
    detail: ({ name }) =>
      `another sync has brought ${tick(name)} up to date meanwhile; nothing has changed by this one`,
    fix: () => ['cinch sync --dry-run'],
  }),
};
