import fc from 'fast-check';
import type { Written } from '../../../support/manifests.ts';

/** What each variable holds in these worlds. */
export const secrets = { PASSWORD: 'canary-5ecret-77aa', OTHER: 'canary-5ecret-88bb' };

const names = ['ada', 'ben', 'cas', 'dot'] as const;
const displayNames = ['Ada', 'Ben', 'Cas', 'Dot', 'Ebb', 'Fay', 'Gus', 'Hal'] as const;
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const lockable = { lock: maybe(fc.constantFrom(false as const)) };
const mailchimp = fc.record({
  type: fc.constant('mailchimp'),
  terms: fc.constant('2026-11'),
  share: maybe(fc.constantFrom<unknown>('administrators', 'contributors', ['user:chloe'])),
  ...lockable,
});
const sftp = fc.record({
  type: fc.constant('sftp'),
  terms: fc.constant('2026-11'),
  settings: fc.record({
    hostname: fc.constantFrom('one.example', 'two.example'),
    username: fc.constantFrom('svc', 'svc2'),
    exportFolder: maybe(fc.constantFrom('a/b', 'c')),
  }),
  secrets: fc.record({ password: fc.constantFrom({ fromEnv: 'PASSWORD' }, { fromEnv: 'OTHER' }) }),
  ...lockable,
});
const experian = fc.record({
  type: fc.constant('experian'),
  terms: fc.constant('2026-11'),
  settings: fc.record({
    userId: fc.constantFrom('c1', 'c2'),
    partyId: fc.constant('123'),
    modelNumber: fc.constantFrom('7', '8'),
  }),
});

// A connection never changes its type, so each name has one in all worlds.
const ofName = { ada: mailchimp, ben: sftp, cas: experian, dot: mailchimp } as const;
const typeOf = { ada: 'mailchimp', ben: 'sftp', cas: 'experian', dot: 'mailchimp' } as const;

/** Manifests over a few names, so that worlds meet: what one states another changes, drops or exchanges. */
export const manifests: fc.Arbitrary<Written> = fc
  .record({
    here: fc.subarray([...names]),
    display: fc.shuffledSubarray([...displayNames], { minLength: 8, maxLength: 8 }),
    entries: fc.record(ofName),
    exports: fc.subarray(['east', 'west', 'north']),
    enrichments: fc.subarray(['firms', 'homes']),
    on: fc.array(fc.nat(10), { minLength: 5, maxLength: 5 }),
    schedule: fc.constantFrom(undefined, 'off', 'daily 02:00 UTC'),
    active: fc.constantFrom(undefined, true, false),
    runner: fc.boolean(),
    command: fc.constantFrom(undefined, null, ['./send.sh'], ['./send.sh', 'all']),
  })
  .map(({ here, display, entries, exports, enrichments, on, schedule, active, runner, command }) => {
    const connections = Object.fromEntries(
      here.map((name, at) => [name, { ...entries[name], displayName: display[at] }]),
    );
    // East and west are always of one type, as a live export keeps its own.
    const exportTypes = { east: 'mailchimp', west: 'sftp', north: 'mailchimp' } as const;
    const fits = (type: string) => here.filter((name) => typeOf[name] === type);
    const pick = (type: string, at: number) => fits(type)[on[at] ?? 0];
    return {
      id: 'retail',
      connections,
      exports: Object.fromEntries(
        exports.map((name, at) => {
          const connection = pick(exportTypes[name as 'east'], at);
          return [
            name,
            {
              type: exportTypes[name as 'east'],
              connection: connection ?? null,
              displayName: `To ${display[4 + at]}`,
              schedule,
              command,
            },
          ];
        }),
      ),
      enrichments: Object.fromEntries(
        enrichments.map((name, at) => {
          const connection = pick('experian', at);
          return [name, connection === undefined ? { type: 'experian' } : { connection, active }];
        }),
      ),
      users: {
        chloe: { role: 'contributor' },
        ...(runner && exports.length > 0 ? { rob: { role: 'runner', exports: exports.slice(0, 1) } } : {}),
      },
    };
  });
