import { problem } from '../../../kernel/problem.ts';
import type { Choice, Question } from '../../../kernel/prompter.ts';
import type { DependentKind } from '../../../model/dependent.ts';
import type { ConnectionFilter, ConnectionItem, ConnectionName } from '../../../model/query.ts';
import type { Context } from '../../context.ts';
import type { Completes } from '../completes.ts';
import { typeItems } from '../type-items.ts';
import { typeChoices } from './type.ts';

type Kind = (typeof kinds)[number];
const kinds = ['type', 'own-type', 'connection', 'export', 'enrichment', 'user', 'token', 'environment'] as const;

// As many as a person looks through; typing narrows them.
const most = 100;

const questions: { readonly [K in Kind]: string } = {
  type: 'Which connection type?',
  'own-type': 'Which of your own types?',
  connection: 'Which connection?',
  export: 'Which export?',
  enrichment: 'Which enrichment?',
  user: 'Which user?',
  token: 'Which token?',
  environment: 'Which environment?',
};

/** The kind of thing that a place takes, where there is a list to pick it from. */
export function pickedFrom(completes: Completes | undefined): Kind | undefined {
  return kinds.find((kind) => kind === completes);
}

interface Pick {
  /** What is asked in place of the usual. */
  readonly message?: string;
  readonly except?: readonly string[];
  readonly offers?: readonly ConnectionFilter[] | undefined;
  /** What is to be done to it, which not everything lets be done. */
  readonly action?: string;
}

/** Asks for one thing by a list that typing narrows. Answers its name. */
export async function pick(context: Context, kind: Kind, asked: Pick = {}): Promise<string> {
  const { message, except = [], offers, action = '' } = asked;
  const all = offers === undefined ? finders[kind] : connectionsOf(offers);
  const find: Finder = async (at, typed) => (await all(at, typed)).filter(({ value }) => !except.includes(value));
  if ((await find(context, '')).length === 0) {
    const some = offers !== undefined && (await finders[kind](context, '')).length > 0;
    if (some) throw problem('input.nothing_fits', { kind: called(kind), action });
    throw problem('input.nothing_there', { kind: called(kind) });
  }
  return context.prompt.search({ message: message ?? questions[kind], find: (typed) => find(context, typed) });
}

/** The things of a kind that a text is part of. */
export function found(context: Context, kind: Kind, typed: string): Promise<readonly Choice<string>[]> {
  return finders[kind](context, typed);
}

// More than a person takes in at a glance.
const many = 10;

/** Asks for one of a command's own words, by a list that typing narrows where they are many. */
export function pickWord(context: Context, words: readonly string[], question: Question): Promise<string> {
  const choices = words.map((word) => ({ value: word, label: word }));
  // A few say for themselves what there is to choose.
  return words.length < many
    ? context.prompt.choose({ message: question.message, choices })
    : context.prompt.search({ ...question, find: async (typed) => choices.filter(({ value }) => fits(typed, value)) });
}

/** Asks for any number of things of a kind. */
export async function pickSeveral(context: Context, kind: Exclude<Kind, 'type'>): Promise<readonly string[]> {
  const choices = await finders[kind](context, '');
  if (choices.length === 0) throw problem('input.nothing_there', { kind: called(kind) });
  return context.prompt.several({
    message: questions[kind].replace(/\?$/, 's?'),
    choices,
    judge: (marked) => (marked.length === 0 ? 'mark one at least' : undefined),
  });
}

type Finder = (context: Context, typed: string) => Promise<readonly Choice<string>[]>;

function called(kind: Kind) {
  return kind === 'own-type' ? 'type' : kind;
}

const finders: { readonly [K in Kind]: Finder } = {
  type: async (context, typed) => typeChoices(await typeItems(context), typed),
  'own-type': async (context, typed) => {
    const { items } = await (await context.environment()).query('type.list', {});
    return items
      .filter(({ id, label }) => fits(typed, id, label))
      .map(({ id, label }) => ({ value: id, label, aside: id }));
  },
  connection: (context, typed) => connectionsOf([{}])(context, typed),
  export: (context, typed) => dependents(context, 'export', typed),
  enrichment: (context, typed) => dependents(context, 'enrichment', typed),
  user: async (context, typed) => {
    const { items } = await (await context.environment()).query('user.list', searched(typed));
    return items.map(({ name, role }) => ({ value: name, label: name, aside: role }));
  },
  token: async (context, typed) => {
    const { items } = await (await context.environment()).query('token.list', searched(typed));
    return items.map(({ id, displayName, role, user }) => ({
      value: id,
      label: displayName,
      aside: `${id}  ${role}  ${user}`,
    }));
  },
  environment: async (context, typed) =>
    (await (await context.environments()).list())
      .filter(({ name, displayName }) => fits(typed, name, displayName))
      .map(({ name, displayName, fault }) => ({
        value: name,
        label: name,
        aside: fault ?? (displayName === name ? '' : displayName),
      })),
};

function connectionsOf(filters: readonly ConnectionFilter[]): Finder {
  return async (context, typed) => {
    const environment = await context.environment();
    const found = new Map<string, Choice<string>>();
    for (const filter of filters) {
      const { items } = await environment.query('connection.list', { ...filter, ...searched(typed) });
      for (const item of items) if (!found.has(item.name)) found.set(item.name, choiceOf(item, filters.length > 1));
    }
    return [...found.values()];
  };
}

// What comes first says why.
function choiceOf(item: ConnectionItem | ConnectionName, ranked: boolean): Choice<string> {
  const { name, displayName, type } = item;
  const awaits = ranked && 'status' in item && item.status !== 'ready' ? '  awaiting sign-in' : '';
  return { value: name, label: displayName, aside: `${name}  ${type}${awaits}` };
}

async function dependents(context: Context, kind: DependentKind, typed: string): Promise<readonly Choice<string>[]> {
  const { items } = await (await context.environment()).query(`${kind}.list` as const, searched(typed));
  return items.map(({ name, displayName, status, connectionDisplayName }) => ({
    value: name,
    label: displayName,
    aside: [name, status, connectionDisplayName === null ? '' : `on ${connectionDisplayName}`]
      .filter((it) => it !== '')
      .join('  '),
  }));
}

function searched(typed: string) {
  return { limit: most, ...(typed.trim() === '' ? {} : { search: typed.trim() }) };
}

function fits(typed: string, ...texts: readonly string[]): boolean {
  return texts.some((text) => text.toLowerCase().includes(typed.trim().toLowerCase()));
}
