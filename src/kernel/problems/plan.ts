import { entry } from './entry.ts';
import { count, tick, word } from './phrases.ts';

/** A manifest, a plan of it, and what stops carrying it out. */
export const planProblems = {
  'manifest.foreign': entry<{ kind: string; name: string; owner: string | null; manifest: string }>({
    title: 'It belongs to another manifest',
    status: 409,
    exit: 8,
    detail: ({ kind, name, owner, manifest }) =>
      owner === null
        ? `${kind} ${tick(name)} belongs to no manifest, so ${tick(manifest)} does not remove it`
        : `${kind} ${tick(name)} belongs to the manifest ${tick(owner)}, not to ${tick(manifest)}`,
    fix: () => ['--take-over'],
  }),
  'plan.blocked': entry<{ count: number; command: string }>({
    title: 'Something stops the plan',
    status: 409,
    exit: 8,
    detail: ({ count: n }) => `${count(n, 'thing')} ${n === 1 ? 'stops' : 'stop'} the plan; nothing has changed`,
    fix: ({ command }) => [command],
  }),
  'plan.moved': entry<{ kind: string; name: string; command: string }>({
    title: 'The plan is out of date',
    status: 412,
    exit: 7,
    detail: ({ kind, name }) => `${kind} ${tick(name)} has changed since the plan was made; make it again`,
    fix: ({ command }) => [command],
  }),
  'plan.unusable': entry<{ path: string; says: string }>({
    title: 'The file is no plan that can be carried out',
    status: 422,
    exit: 2,
    detail: ({ path, says }) => `${tick(path)} ${says}`,
    fix: () => ['cinch plan -f FILE --out plan.json'],
  }),
  'plan.elsewhere': entry<{ path: string; made: string; here: string }>({
    title: 'The plan is of another environment',
    status: 409,
    exit: 7,
    detail: ({ path, made, here }) => `${tick(path)} was made for ${tick(made)}, and this is ${tick(here)}`,
    fix: ({ made }) => [`--environment ${word(made)}`],
  }),
};
