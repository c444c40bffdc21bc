import { problem } from '../../../kernel/problem.ts';
import type { Choice } from '../../../kernel/prompter.ts';
import type { DependentKind } from '../../../model/dependent.ts';
import type { Context } from '../../context.ts';
import { typeItem, typeItems } from '../type-items.ts';
import { typeChoices } from './type.ts';

type Kind = 'type' | 'own-type' | 'connection' | 'export' | 'enrichment' | 'user' | 'environment';

// As many as a person looks through; typing narrows them.
const most = 100;

const questions: { readonly [K in Kind]: string } = {
  type: 'Which connection type?',
  'own-type': 'Which connection type?',
  connection: 'Which connection?',
  export: 'Which export?',
  enrichment: 'Which enrichment?',
  user: 'Which user?',
  environment: 'Which environment?',
};

/** Asks for one thing by a list that typing narrows. Answers its name. */
export async function pick(context: Context, kind: Kind): Promise<string> {
  const find = finders[kind];
  if ((await find(context, '')).length === 0)
    throw problem('input.nothing_there', { kind: kind === 'own-type' ? 'type' : kind });
  return context.prompt.search({ message: questions[kind], find: (typed) => find(context, typed) });
}

/** Asks for one of a command's own words. */
export async function pickWord(context: Context, message: string, words: readonly string[]): Promise<string> {
  const choices = words.map((word) => ({ value: word, label: word }));
  return context.prompt.search({ message, find: async (typed) => choices.filter(({ label }) => fits(typed, label)) });
}

/** Asks for any number of things of a kind. */
export async function pickSeveral(
  context: Context,
  kind: Exclude<Kind, 'type' | 'own-type'>,
): Promise<readonly string[]> {
  const choices = await finders[kind](context, '');
  if (choices.length === 0) throw problem('input.nothing_there', { kind });
  return context.prompt.several({
    message: questions[kind].replace(/\?$/, 's?'),
    choices,
    judge: (marked) => (marked.length === 0 ? 'mark one at least' : undefined),
  });
}

type Finder = (context: Context, typed: string) => Promise<readonly Choice<string>[]>;

const finders: { readonly [K in Kind]: Finder } = {
  type: async (context, typed) => typeChoices(await typeItems(context), typed),
  'own-type': async (context, typed) => {
    const { items } = await (await context.environment()).query('type.list', {});
    return typeChoices(items.map(typeItem), typed);
  },
  connection: async (context, typed) => {
    const { items } = await (await context.environment()).query('connection.list', searched(typed));
    return items.map(({ name, displayName, type }) => ({ value: name, label: displayName, aside: `${name}  ${type}` }));
  },
  export: (context, typed) => dependents(context, 'export', typed),
  enrichment: (context, typed) => dependents(context, 'enrichment', typed),
  user: async (context, typed) => {
    const { items } = await (await context.environment()).query('user.list', searched(typed));
    return items.map(({ name, role }) => ({ value: name, label: name, aside: role }));
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
