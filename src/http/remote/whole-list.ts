import { problem } from '../../kernel/problem.ts';
import type { Progress } from '../../kernel/progress.ts';
import type { Listed } from '../../model/query.ts';
import { mostRows } from '../wire/filters.ts';

/** One page, and the revision of the environment at which it was true. */
export type PageOf<Item> = Listed<Item> & { readonly environmentRevision: number };

interface Asking<Item> {
  readonly page: (limit: number, next: string | undefined) => Promise<PageOf<Item>>;
  /** How many rows are wanted; all of them where that is infinite. */
  readonly wanted: number;
  readonly from: string | undefined;
  readonly host: string;
  readonly progress: Pick<Progress, 'step'> | undefined;
}

/** How often a list is begun anew because the environment moved while it was read. */
const attempts = 5;

/** As much of a list as is wanted, a page at a time, all of it of one world. */
export async function wholeList<Item>(asking: Asking<Item>): Promise<PageOf<Item>> {
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const whole = await inOneWorld(asking);
    if (whole !== undefined) return whole;
  }
  throw problem('remote.moving', { host: asking.host });
}

async function inOneWorld<Item>({
  page,
  wanted,
  from,
  host,
  progress,
}: Asking<Item>): Promise<PageOf<Item> | undefined> {
  const items: Item[] = [];
  let next = from;
  let revision: number | undefined;
  for (;;) {
    const got = await page(Math.min(mostRows, wanted - items.length), next);
    revision ??= got.environmentRevision;
    if (got.environmentRevision !== revision) return undefined;
    for (const item of got.items) items.push(item);
    progress?.step('records', items.length, got.total);
    if (got.next === null || items.length >= wanted) return { ...got, items };
    // Whoever answers like this has no end.
    if (got.items.length === 0 || got.next === next || items.length > got.total)
      throw problem('remote.answer', { host, says: 'is a list that leads round in a circle' });
    next = got.next;
  }
}
