import { problem } from '../../../kernel/problem.ts';
import type { Choice } from '../../../kernel/prompter.ts';
import type { DependentKind } from '../../../model/dependent.ts';
import type { DependentFilter, DependentItem } from '../../../model/query.ts';
import type { Context } from '../../context.ts';

export type Verb = 'connect' | 'disconnect' | 'activate' | 'deactivate' | 'remove';

interface Which {
  readonly kind: DependentKind;
  readonly verb: Verb;
  /** Only of this type, and not on this connection already. */
  readonly type?: string | undefined;
  readonly notOn?: string | undefined;
  /** Why these together will not do. */
  readonly judge?: (marked: readonly DependentItem[]) => string | undefined;
}

interface Found {
  readonly items: readonly DependentItem[];
  readonly total: number;
}

// As many as a person looks through and marks.
const most = 100;

/** Asks which exports or enrichments are meant, of those that the verb fits and the actor may change; many are narrowed first. */
export async function askWhich(context: Context, which: Which): Promise<readonly DependentItem[]> {
  const { kind, verb, judge } = which;
  const all = await find(context, which, '');
  if (all.items.length === 0) throw problem('input.nothing_fits', { kind, action: verb });
  const { items } = all.total > most ? await narrowed(context, which, all.total) : all;
  const itemsOf = (names: readonly string[]) => items.filter(({ name }) => names.includes(name));
  const marked = await context.prompt.several({
    message: `${verb.replace(/^./, (letter) => letter.toUpperCase())} which ${kind}s?`,
    choices: items.map((item) => choiceOf(item, verb)),
    judge: (names) => (names.length === 0 ? 'mark one at least' : judge?.(itemsOf(names))),
  });
  return itemsOf(marked);
}

async function narrowed(context: Context, which: Which, total: number): Promise<Found> {
  const { kind, verb } = which;
  const [first, ...others] = filters[verb];
  const bare = others.length === 0 ? 'type a part of the name' : undefined;
  let found: Found = { items: [], total };
  await context.prompt.text({
    message: 'Part of the name',
    hint: `${total} ${kind}s could be meant${bare === undefined ? '; Enter alone lists those without a connection' : ''}`,
    async judge(typed) {
      const part = typed.trim();
      if (part === '' && bare !== undefined) return bare;
      found = await find(context, which, part, part === '' && first !== undefined ? [first] : undefined);
      if (found.total > most) return `${found.total} fit that; type more of the name`;
      return found.items.length === 0 ? 'nothing fits that; type another part of the name' : undefined;
    },
  });
  return found;
}

async function find(
  context: Context,
  { kind, verb, type, notOn }: Which,
  typed: string,
  of: readonly DependentFilter[] = filters[verb],
): Promise<Found> {
  const environment = await context.environment();
  const limit = { limit: most, ...(typed === '' ? {} : { search: typed }), ...(type === undefined ? {} : { type }) };
  const found: Found[] = [];
  for (const filter of of) found.push(await environment.query(`${kind}.list` as const, { ...filter, ...limit }));
  const unique = new Map(found.flatMap(({ items }) => items.map((item) => [item.name, item])));
  const items = [...unique.values()].filter(
    (item) =>
      item.permission === 'edit' && fits[verb](item) && !(item.connection === notOn && item.status === 'active'),
  );
  return { items, total: Math.max(0, ...found.map(({ total }) => total)) };
}

// What the service can narrow by; those without a connection come first where one is to be given.
const filters: { readonly [V in Verb]: readonly DependentFilter[] } = {
  connect: [{ withoutConnection: true }, {}],
  disconnect: [{ status: 'active' }],
  activate: [{ status: 'inactive' }],
  deactivate: [{ status: 'active' }],
  remove: [{}],
};

const fits: { readonly [V in Verb]: (item: DependentItem) => boolean } = {
  connect: () => true,
  disconnect: ({ connection }) => connection !== null,
  activate: ({ connection }) => connection !== null,
  deactivate: () => true,
  remove: () => true,
};

function choiceOf(item: DependentItem, verb: Verb): Choice<string> {
  const { name, displayName, type, status, connectionDisplayName: on, schedule } = item;
  if (verb !== 'connect') {
    const where = on === null ? 'no connection' : `on ${on}`;
    return { value: name, label: displayName, aside: [status, where, schedule].join('  ') };
  }
  // Here the type decides what fits, and the group says the rest.
  const where = on === null ? [] : [`on ${on}`];
  const group = on === null ? 'Without a connection' : 'With a connection';
  return { value: name, label: displayName, aside: [type, status, ...where, schedule].join('  '), group };
}
