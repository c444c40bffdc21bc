import { entry } from './entry.ts';
import { meant, tick, word } from './phrases.ts';

/** A name that fits nothing, more than one thing, or a thing that is there already. */
export const referenceProblems = {
  not_found: entry<{ kind: string; ref: string; nearest?: string | undefined; list: string }>({
    title: 'Nothing goes by that name',
    status: 404,
    exit: 6,
    detail: ({ kind, ref, nearest }) => `there is no ${kind} ${tick(ref)}${meant(nearest)}`,
    fix: ({ list }) => [list],
  }),
  ambiguous: entry<{ kind: string; ref: string; list: string }>({
    title: 'The name fits more than one',
    status: 409,
    exit: 6,
    detail: ({ kind, ref }) =>
      `${tick(ref)} is the name of one ${kind} and the display name of another; use the name or the id`,
    fix: ({ list }) => [list],
  }),
  exists: entry<{
    kind: string;
    what: 'name' | 'display name' | 'id';
    value: string;
    command?: string | undefined;
  }>({
    title: 'It exists already',
    status: 409,
    exit: 7,
    detail: ({ kind, what, value }) => `another ${kind} has the ${what} ${tick(value)}`,
    fix: ({ kind, what, value, command }) => [
      ...(command === undefined ? [] : [command]),
      ...(kind === 'type' ? ['--if-exists update'] : []),
      ...(kind === 'user' ? ['--if-exists skip'] : []),
      ...(what === 'name' && kind !== 'user' && kind !== 'type' && kind !== 'token' ? ['--name OTHER-NAME'] : []),
      ...(kind !== 'user' && kind !== 'type' && kind !== 'token' ? ['--if-exists skip'] : []),
      kind === 'user' || kind === 'token'
        ? `cinch ${kind} list`
        : `cinch ${kind.replace(/ .*/, '')} show ${word(value)}`,
    ],
  }),
  'revision.moved': entry<{ kind: string; name: string; expected: number; actual: number }>({
    title: 'It changed meanwhile',
    status: 412,
    exit: 7,
    detail: ({ kind, name, expected, actual }) =>
      `${kind} ${tick(name)} has changed meanwhile: it is at revision ${actual}, not ${expected}`,
    fix: ({ kind, name, actual }) => [
      kind === 'environment'
        ? 'cinch environment show'
        : kind === 'user' || kind === 'token'
          ? `cinch ${kind} list`
          : `cinch ${kind} show ${word(name)}`,
      `--if-revision ${actual}`,
    ],
  }),
  'idempotency.reused': entry<{ key: string }>({
    title: 'The idempotency key was used for other changes',
    status: 409,
    exit: 7,
    detail: ({ key }) => `the key ${tick(key)} belongs to a different list of changes; take a new one`,
    fix: () => ['cinch audit list'],
  }),
};
