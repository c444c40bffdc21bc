import sequencing from '@jest/test-sequencer';

// What the package says it exports is one step deeper than what it does.
const TestSequencer = sequencing as unknown as typeof sequencing.default;

// Those that take more than a quarter of a minute. Files that are begun last end a run with one processor idle.
const longest = [
  'faults/damage',
  'faults/apply-kill',
  'faults/kill',
  'contract/remote-postgres',
  'contract/postgres',
  'faults/serve-kill',
  'security/canary',
  'faults/postgres-servers',
  'commands/environment',
  'e2e/serve',
  'commands/export',
  'contract/remote-port',
  'faults/mutations',
  'e2e/documents',
  'faults/surroundings',
  'commands/connection-test',
  'commands/type-add',
  'commands/connection',
  'contract/yielding',
  'contract/sqlite',
];

type Tests = Parameters<InstanceType<typeof TestSequencer>['sort']>[0];

/** Begins with the files that take longest, also where no run before told how long each takes, as on a fresh checkout. */
export default class LongestFirst extends TestSequencer {
  override async sort(tests: Tests): Promise<Tests> {
    const rank = ({ path }: Tests[number]) => {
      const at = longest.findIndex((it) => path.replaceAll('\\', '/').endsWith(`/test/${it}.test.ts`));
      return at === -1 ? longest.length : at;
    };
    return (await super.sort(tests)).toSorted((one, other) => rank(one) - rank(other));
  }
}
