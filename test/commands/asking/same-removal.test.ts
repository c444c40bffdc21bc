import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Change } from '../../../src/model/change.ts';
import type { DependentKind } from '../../../src/model/dependent.ts';
import { currentTerms } from '../../../src/model/terms.ts';
import type { Answer } from '../../support/answers.ts';
import { ask } from '../../support/asking.ts';
import { sameCommand } from '../../support/same-command.ts';
import { createWorld, type World } from '../../support/world.ts';

const opened: World[] = [];
afterEach(async () => {
  for (const world of opened.splice(0)) await world.close();
});

interface Use {
  readonly name: string;
  readonly active: boolean;
  readonly schedule: string;
  /** What the line says of it, if anything, and what a person answers otherwise. */
  readonly flag: string | undefined;
  readonly answer: 'stop' | 'remove' | 'first' | 'second';
}
interface Generated {
  readonly kind: DependentKind;
  readonly uses: readonly Use[];
  /** Connections that fit. */
  readonly fits: readonly string[];
  /** One answer for all that are asked about. */
  readonly alike: Use['answer'] | undefined;
  readonly production: boolean;
}

const generated: fc.Arbitrary<Generated> = fc
  .record({
    kind: fc.constantFrom<DependentKind>('export', 'enrichment'),
    fits: fc.constantFrom([], ['First'], ['First', 'Second']),
    alike: fc.option(fc.constantFrom<Use['answer']>('stop', 'remove', 'first', 'second'), { nil: undefined }),
    production: fc.boolean(),
  })
  .chain((world) => {
    const stop = world.kind === 'export' ? 'disconnect' : 'deactivate';
    const flags = [stop, 'remove', ...world.fits.map((name) => `move:${name.toLowerCase()}`)];
    const use = (name: string) =>
      fc.record<Use>({
        name: fc.constant(name),
        active: world.kind === 'export' ? fc.constant(true) : fc.boolean(),
        schedule: fc.constantFrom('refresh', 'off', 'every 6 hours'),
        flag: fc.option(fc.constantFrom(...flags), { nil: undefined }),
        answer: fc.constantFrom('stop', 'remove', 'first', 'second'),
      });
    const uses = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 5 });
    return fc.record({
      ...Object.fromEntries(Object.entries(world).map(([key, it]) => [key, fc.constant(it)])),
      uses: uses.chain((names) => fc.tuple(...names.sort().map(use))),
    }) as unknown as fc.Arbitrary<Generated>;
  });

async function build({ kind, uses, fits, production }: Generated): Promise<World> {
  const world = await createWorld();
  opened.push(world);
  const add = { change: 'connection.add', type: 'acme', terms: currentTerms() } as const;
  await world.as().apply([
    {
      change: 'type.add',
      declaration: { id: 'acme', label: 'Acme', purpose: kind, summary: 'For tests', fields: {} },
    },
    ...['Old', ...fits].map((displayName): Change => ({ ...add, displayName })),
    ...uses.flatMap(({ name, active, schedule }): Change[] => [
      { change: `${kind}.add`, displayName: name, connection: 'old', schedule } as Change,
      ...(active ? [] : [{ change: 'enrichment.deactivate', dependent: name } as const]),
    ]),
    { change: 'environment.edit', production },
  ]);
  return world;
}

/** What a person would answer, and the flags they start with. */
function dialogue({ kind, uses, fits, alike }: Generated): { flags: readonly string[]; answers: readonly Answer[] } {
  const flags = uses.flatMap(({ name, flag }) => (flag === undefined ? [] : [`--${kind}s`, `${name}=${flag}`]));
  const asked = uses.filter(({ flag, active }) => flag === undefined && active);
  const idle = uses.some(({ flag, active }) => flag === undefined && !active);
  const reply = (answer: Use['answer'], what: 'it' | 'all', question: string): readonly Answer[] => {
    const stop = kind === 'export' ? 'disconnect' : 'deactivate';
    const target = fits[answer === 'second' ? 1 : 0] ?? fits[0];
    if (answer === 'stop' || (answer !== 'remove' && target === undefined)) return [[question, `${stop} ${what}`]];
    if (answer === 'remove' || target === undefined) return [[question, `remove ${what}`]];
    if (fits.length === 1) return [[question, `move ${what} to ${target}`]];
    const which = `Move ${what === 'it' ? 'it' : 'them'} to which connection?`;
    return [
      [question, `move ${what} to another connection`],
      [which, target],
    ];
  };
  const counted = [asked.length, ...(flags.length > 0 ? ['other'] : []), ...(idle ? ['active'] : [])].join(' ');
  const all = `What becomes of the ${counted} ${kind}s?`;
  const [only] = asked;
  const decisions =
    only === undefined
      ? []
      : asked.length === 1
        ? reply(only.answer, 'it', `What becomes of the ${kind} ${only.name}?`)
        : alike !== undefined
          ? reply(alike, 'all', all)
          : [
              [all, 'decide each on its own'] as const,
              ...asked.flatMap(({ name, answer }, at) => reply(answer, 'it', `${name} (${at + 1} of ${asked.length})`)),
            ];
  return { flags, answers: [...decisions, ['Type old to go ahead', 'old']] };
}

/** Everything that is there afterwards, without moments, ids and revisions, and what the audit says was done. */
async function essence(world: World) {
  const admin = world.as();
  const [connections, exports, enrichments, audit] = [
    await admin.query('connection.list', {}),
    await admin.query('export.list', {}),
    await admin.query('enrichment.list', {}),
    await admin.query('audit.list', {}),
  ];
  return {
    connections: connections.items.map(({ name }) => name),
    uses: [...exports.items, ...enrichments.items].map(({ name, connection, status, schedule, revision }) => [
      name,
      connection,
      status,
      schedule,
      revision,
    ]),
    audit: audit.items.map(({ action, target, fields }) => [action, target.name, ...fields]),
  };
}

describe('removing after questions, and with the command that says the same without', () => {
  test('R25 D9 any answers and flags leave the same behind, to the audit entry', async () => {
    await fc.assert(
      fc.asyncProperty(generated, async (world) => {
        const [byQuestions, byFlags] = [await build(world), await build(world)];
        const { flags, answers } = dialogue(world);

        const asked = await ask(byQuestions, ['connection', 'remove', 'old', ...flags], answers);
        expect(asked.problem?.detail).toBeUndefined();
        const given = await ask(byFlags, sameCommand(asked.outcome), []);

        expect([given.problem?.detail, given.outcome?.same, given.seen]).toEqual([undefined, undefined, '']);
        expect(await essence(byFlags)).toEqual(await essence(byQuestions));
      }),
      { numRuns: 40 },
    );
  }, 240_000);
});
