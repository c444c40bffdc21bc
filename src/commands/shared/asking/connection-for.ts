import { problem } from '../../../kernel/problem.ts';
import type { Choice } from '../../../kernel/prompter.ts';
import type { DependentKind } from '../../../model/dependent.ts';
import { seesInside } from '../../../model/policy.ts';
import type { ConnectionItem, ConnectionName } from '../../../model/query.ts';
import type { Role } from '../../../model/user.ts';
import type { Context } from '../../context.ts';
import { typeItems } from '../type-items.ts';

// As many as a person looks through; typing narrows them.
const most = 100;

/** Asks for the connection of an export or enrichment, of those the person may use. Answers nothing where it has none yet. */
export async function askConnectionFor(context: Context, kind: DependentKind): Promise<ConnectionName | undefined> {
  if ((await context.knownEnvironment()) === undefined) return undefined;
  const { role } = await (await context.environment()).query('whoami', {});
  // What contributors export goes to where an administrator lets it go (R20).
  const needed = kind === 'export' && role === 'contributor';
  const none = needed ? [] : [{ value: undefined, label: 'without a connection for now', group: 'Or' }];
  if ((await fitting(context, kind, role, '')).length === 0) {
    if (needed) throw noneShared();
    context.io.note(`there is no connection for ${kind}s yet: \`cinch connection add\``);
    return undefined;
  }
  return context.prompt.search<ConnectionName | undefined>({
    message: 'Which connection?',
    find: async (typed) => [...(await fitting(context, kind, role, typed)).map(choiceOf), ...none],
  });
}

function choiceOf(it: ConnectionItem | ConnectionName): Choice<ConnectionName | undefined> & { group: string } {
  const waits = 'status' in it && it.status !== 'ready' ? `  ${it.status}` : '';
  return { value: it, label: it.displayName, aside: `${it.name}  ${it.type}${waits}`, group: 'Connections' };
}

// A list that is filtered by purpose would tell a contributor what they do not see, so for them the types tell it here.
async function fitting(context: Context, kind: DependentKind, role: Role, typed: string): Promise<ConnectionName[]> {
  const environment = await context.environment();
  const ids = new Set((await typeItems(context)).filter(({ purpose }) => purpose === kind).map(({ id }) => id));
  const search = typed.trim();
  const filter = { ...(search === '' ? {} : { search }), ...(seesInside({ role }) ? { purpose: kind } : {}) };
  const found: ConnectionName[] = [];
  for (let next: string | null | undefined; next !== null && found.length < most; ) {
    const page = await environment.query('connection.list', { limit: most, ...filter, ...(next ? { next } : {}) });
    found.push(...page.items.filter(({ type }) => ids.has(type)));
    next = page.next;
  }
  return found;
}

function noneShared() {
  const missing = [
    { input: 'connection', flag: '--connection NAME', help: 'one that an administrator shared with you' },
  ];
  const fix = ['cinch connection list'];
  return problem('input.missing', { count: 1, why: 'no connection for exports is shared with you', fix }, { missing });
}
