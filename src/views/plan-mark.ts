import type { PlanAction } from '../model/plan.ts';
import type { Paint } from './paint.ts';

/** A symbol for each thing that becomes of something, the same in every plan. */
export const symbols: { readonly [A in PlanAction]: string } = {
  create: '+',
  change: '~',
  rename: '>',
  remove: '-',
  drifted: '!',
  unknown: '?',
  blocked: 'x',
  same: '=',
};

/** How each is marked for a person. */
export function marks({ good, warn, bad, dim }: Paint): { readonly [A in PlanAction]: (text: string) => string } {
  return {
    create: good,
    change: warn,
    rename: warn,
    remove: bad,
    drifted: warn,
    unknown: dim,
    blocked: bad,
    same: dim,
  };
}

/** How many there are of each, in words. */
export const counted: { readonly [A in PlanAction]: string } = {
  create: 'to create',
  change: 'to change',
  rename: 'to rename',
  remove: 'to remove',
  drifted: 'drifted',
  unknown: 'unknown',
  blocked: 'blocked',
  same: 'the same',
};
