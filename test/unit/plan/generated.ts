import fc from 'fast-check';
import type { Change } from '../../../src/model/change.ts';
import type { DependentKind } from '../../../src/model/dependent.ts';
import type { Decision, Decisions, Observed } from '../../../src/plan/removal.ts';

const slug = fc.constantFrom('a', 'b', 'c', 'd', 'nightly', 'weekly-2', 'z');
const use = (name: string) =>
  fc.record({
    name: fc.constant(name),
    status: fc.constantFrom('active' as const, 'inactive' as const),
    revision: fc.integer({ min: 1, max: 99 }),
  });
const uses = fc.uniqueArray(slug, { maxLength: 6 }).chain((names) => fc.tuple(...names.map(use)));

/** A connection with whatever may use it, as it was seen. */
export const observed: fc.Arbitrary<Observed> = fc.record({
  connection: fc.record({ name: fc.constant('old'), revision: fc.integer({ min: 1, max: 99 }) }),
  exports: uses,
  enrichments: uses,
});

const decision = (kind: DependentKind): fc.Arbitrary<Decision> =>
  fc.constantFrom<Decision>(
    { do: kind === 'export' ? 'disconnect' : 'deactivate' },
    { do: 'remove' },
    { do: 'move', to: 'new' },
  );

const decisionsFor = (kind: DependentKind, rest: fc.Arbitrary<Decision | undefined>): fc.Arbitrary<Decisions> =>
  fc.record({ named: fc.array(fc.tuple(slug, decision(kind))).map((entries) => new Map(entries)), rest });

/** Some decisions, perhaps for names that are not there, perhaps not for all. */
export const decisions = fc.record({
  export: decisionsFor('export', fc.option(decision('export'), { nil: undefined })),
  enrichment: decisionsFor('enrichment', fc.option(decision('enrichment'), { nil: undefined })),
});

/** Decisions that leave nothing open. */
export const decided = fc.record({
  export: decisionsFor('export', decision('export')),
  enrichment: decisionsFor('enrichment', decision('enrichment')),
});

export const kinds = ['export', 'enrichment'] as const;

/** What uses a connection, by kind. */
export function usesOf(seen: Observed, kind: DependentKind) {
  return kind === 'export' ? seen.exports : seen.enrichments;
}

/** The changes of a plan that name a dependent, as `export nightly`. */
export function named(changes: readonly Change[]): string[] {
  return changes.flatMap((change) =>
    'dependent' in change ? [`${change.change.split('.')[0]} ${change.dependent}`] : [],
  );
}
