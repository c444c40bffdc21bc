import type { Page } from '../../model/query.ts';
import type { Common } from '../context.ts';

/** The part of a list that the common flags ask for. */
export function pageOf({ limit, sort, next }: Common): Page {
  return {
    ...(limit === undefined || limit === 0 ? {} : { limit }),
    ...(sort === undefined ? {} : { sort }),
    ...(next === undefined ? {} : { next }),
  };
}
