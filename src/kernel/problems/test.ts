import { printable } from '../printable.ts';
import { entry } from './entry.ts';
import { count, tick, ticked } from './phrases.ts';

interface Failed {
  readonly name: string;
  readonly result: string;
  readonly says: string;
}

/** A live test stands in the way of saving. */
export const testProblems = {
  'test.failed': entry<{ failed: readonly Failed[]; of: number }>({
    title: 'The live test failed',
    status: 422,
    exit: 9,
    detail: ({ failed, of }) => {
      const [first] = failed;
      if (of === 1 && first !== undefined) return `${tick(first.name)}: ${printable(first.says)}; nothing was saved`;
      const each = failed.map(({ name, says }) => `${tick(name)}: ${printable(says)}`).join('; ');
      return `${count(failed.length, 'test')} of ${of} failed, so nothing was saved: ${each}`;
    },
    fix: () => ['cinch help testing'],
  }),
  'test.elsewhere': entry<{ name: string; secrets: readonly string[] }>({
    title: 'A test takes no stored secret to a new target',
    status: 422,
    exit: 3,
    detail: ({ name, secrets }) =>
      `the stored ${ticked(secrets)} of ${tick(name)} would go to a target that is given in the same command; give the secret again, or save first and test then`,
    fix: ({ secrets }) => secrets.map((secret) => `--secret ${secret}=env:VARIABLE`),
  }),
};
