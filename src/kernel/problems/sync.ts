import { entry } from './entry.ts';
import { count, tick, word } from './phrases.ts';

interface Ends {
  readonly from: string;
  readonly to: string;
}

const again = ({ from, to }: Ends) => `cinch sync --from ${word(from)} --to ${word(to)}`;

/** A copy of an environment, and what stands between the two. */
export const syncProblems = {
  'environment.mirror': entry<{ name: string; of: string }>({
    title: 'The environment is a mirror',
    status: 409,
    exit: 8,
    detail: ({ name, of }) => `${tick(name)} mirrors ${tick(of)} and is only read; change it there`,
    fix: ({ of }) => [`cinch environment use ${word(of)}`],
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
  'sync.no_copy': entry<{ name: string }>({
    title: 'It is no copy of an environment',
    status: 422,
    exit: 3,
    detail: ({ name }) =>
      `${tick(name)} is no copy of another environment; say which is copied, and what the copy is called`,
    fix: ({ name }) => [`cinch sync --from ${word(name)} --to NAME`],
  }),
  'sync.other_pair': entry<Ends & { of: string | null }>({
    title: 'It is no copy of that environment',
    status: 409,
    exit: 7,
    detail: ({ from, to, of }) =>
      `${tick(to)} is ${of === null ? 'an environment of its own' : `a copy of ${tick(of)}`}, no copy of ${tick(from)}; a copy is made under a name that is free`,
    fix: ({ from }) => [`cinch sync --from ${word(from)} --to NAME`],
  }),
  'sync.same_id': entry<Ends & { of: string }>({
    title: 'Two environments say that they are the same',
    status: 409,
    exit: 7,
    detail: ({ from, to, of }) =>
      `${tick(to)} is a copy of ${tick(of)}, which is still there; ${tick(from)} has the same id, as what is made from a backup has. \`--afresh\` compares all of it, and ${tick(to)} is a copy of ${tick(from)} then`,
    fix: ({ of, ...ends }) => [again({ ...ends, from: of }), `${again(ends)} --afresh --dry-run`],
  }),
  'sync.worked_in': entry<Ends>({
    title: 'It is a copy that people work in',
    status: 409,
    exit: 7,
    detail: ({ from, to }) =>
      `${tick(to)} is a copy of ${tick(from)} that people work in, and a mirror is only read; leave out \`--watch\`, or mirror under another name`,
    fix: (ends) => [again(ends), `cinch sync --from ${word(ends.from)} --to NAME --watch`],
  }),
  'sync.other_history': entry<Ends & { name: string }>({
    title: 'The history is another one',
    status: 409,
    exit: 7,
    detail: ({ name }) =>
      `${tick(name)} has another history than at the last sync: it was restored, reset or replaced; \`--afresh\` compares all of it without what was known`,
    fix: (ends) => [`${again(ends)} --afresh --dry-run`],
  }),
  'sync.one_way': entry<{ name: string; role: string }>({
    title: 'Your role there only looks',
    status: 403,
    exit: 5,
    detail: ({ name, role }) =>
      `a sync writes to ${tick(name)}, which takes an administrator, and your role there is ${role}; nothing has changed`,
    fix: ({ name }) => [`cinch whoami --environment ${word(name)}`],
  }),
  'sync.unseen': entry<{ name: string; role: string }>({
    title: 'Your role there does not see all of it',
    status: 403,
    exit: 5,
    detail: ({ name, role }) =>
      `a sync sees all of ${tick(name)}, which takes an administrator or an auditor, and your role there is ${role}`,
    fix: ({ name }) => [`cinch whoami --environment ${word(name)}`],
  }),
  'sync.keeps_secrets': entry<{ name: string; role: string }>({
    title: 'Its secrets stay there',
    status: 403,
    exit: 5,
    detail: ({ name, role }) =>
      `stored secrets of ${tick(name)} go along for an administrator, and your role there is ${role}; nothing has changed, leave out \`--with-secrets\``,
    fix: ({ name }) => [`cinch whoami --environment ${word(name)}`],
  }),
  'sync.undecided': entry<{ count: number; command: string }>({
    title: 'Both sides changed the same',
    status: 409,
    exit: 7,
    detail: ({ count: n }) =>
      `${count(n, 'conflict')} ${n === 1 ? 'is' : 'are'} not decided; nothing has changed. \`--prefer\` decides, \`--skip-conflicts\` does the rest`,
    fix: ({ command }) => [`${command} --dry-run`, `${command} --prefer remote`, `${command} --skip-conflicts`],
  }),
};
