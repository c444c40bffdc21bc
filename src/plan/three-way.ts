import { canonical } from '../kernel/canonical.ts';

/** A record as one side has it: what is absent has no value there. */
export type Version = { readonly [field: string]: unknown };

export type Side = 'theirs' | 'mine';

/** A field that somebody changed. */
export interface ThreeWayField {
  readonly field: string;
  readonly base: unknown;
  readonly theirs: unknown;
  readonly mine: unknown;
  /** Whose change it is; `both` is a conflict, and `same` one that both made alike. */
  readonly by: Side | 'both' | 'same';
}

/** Every field that differs between what was there before, what someone else made of it, and what was made of it here. */
export function threeWay(base: Version, theirs: Version, mine: Version): readonly ThreeWayField[] {
  const fields = new Set([base, theirs, mine].flatMap((version) => Object.keys(version)));
  return [...fields].flatMap((field): ThreeWayField[] => {
    const [was, their, my] = [base, theirs, mine].map((version) => version[field]);
    const by = changedBy(was, their, my);
    return by === undefined ? [] : [{ field, base: was, theirs: their, mine: my, by }];
  });
}

/** The fields in which mine goes before theirs: those that only I changed, and the conflicts that were decided for me. */
export function stillMine(
  fields: readonly ThreeWayField[],
  decided: { readonly [field: string]: Side },
): readonly string[] {
  return fields
    .filter(({ field, by }) => by === 'mine' || (by === 'both' && decided[field] === 'mine'))
    .map(({ field }) => field);
}

function changedBy(base: unknown, theirs: unknown, mine: unknown): ThreeWayField['by'] | undefined {
  const here = !same(base, mine);
  const there = !same(base, theirs);
  if (here && there) return same(theirs, mine) ? 'same' : 'both';
  if (here) return 'mine';
  return there ? 'theirs' : undefined;
}

function same(one: unknown, other: unknown): boolean {
  return canonical(one) === canonical(other);
}
