import { problem } from '../../kernel/problem.ts';
import type { Page } from '../../model/query.ts';
import type { Common } from '../context.ts';
import { pageOf } from './page.ts';

/** The page of an audit list: entries come newest first, and are not searched. */
export function newestFirst(common: Common): Page {
  for (const flag of ['sort', 'search'] as const) {
    if (common[flag] !== undefined)
      throw problem('usage.flag_value', { flag: `--${flag}`, rule: 'nothing here: entries come newest first' });
  }
  return pageOf(common);
}
