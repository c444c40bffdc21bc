import type { CatalogEntry } from '../../catalog/index.ts';
import type { Completes } from '../../commands/shared/completes.ts';
import type { Field } from '../../fields/field.ts';
import type { NameFilter, NameItem } from '../../model/query.ts';
import { candidateWords } from '../../views/candidate-words.ts';
import { type Candidate, type Offer, words } from './candidate.ts';
import { topicWords } from './commands.ts';
import { typeOf } from './fields-at-hand.ts';
import type { Line, Look } from './look.ts';

type Kind = Exclude<Completes, readonly string[]>;
type Made = readonly Candidate[] | Offer;

/** What may stand in a place, given what is typed of it so far. */
export async function offerOf(completes: Completes, typed: string, line: Line): Promise<Offer> {
  const made = typeof completes === 'string' ? await kinds[completes](typed, line) : words(completes);
  return 'candidates' in made ? made : { candidates: made };
}

/** The values of a field that has but a few. */
export function valuesOf(field: Field | undefined): readonly Candidate[] {
  if (field?.kind === 'choice') return field.choices.map(({ value, label }) => ({ word: value, about: label }));
  return field?.kind === 'switch' ? words(['true', 'false']) : [];
}

/** The same candidates behind a beginning that is typed already. */
export function behind(beginning: string, { candidates, filesAfter }: Offer): Offer {
  return {
    candidates: candidates.map(({ word, about }) => ({ word: beginning + word, about })),
    ...(filesAfter === undefined ? {} : { filesAfter: beginning + filesAfter }),
  };
}

const kinds: { readonly [K in Kind]: (typed: string, line: Line) => Made | Promise<Made> } = {
  type: (typed, { look }) => types(() => true, typed, look),
  'addable-type': (typed, { look }) => types(({ addable }) => addable, typed, look),
  'own-type': (typed, { look }) => ownTypes(typed, look),
  connection: connections,
  'like-connection': likeConnection,
  export: (startsWith, { look }) => named(look, { kind: 'export', startsWith }),
  enrichment: (startsWith, { look }) => named(look, { kind: 'enrichment', startsWith }),
  user: (startsWith, { look }) => named(look, { kind: 'user', startsWith }),
  token: (startsWith, { look }) => named(look, { kind: 'token', startsWith }),
  environment: async (_, { look }) => words(await look.environments()),
  topic: topicWords,
  file: () => ({ candidates: [], filesAfter: '' }),
  column: (typed, { sorts }) => {
    const [column] = typed.split(':');
    return words(typed.includes(':') ? [`${column}:asc`, `${column}:desc`] : sorts);
  },
  sharing: (typed, line) => sharing(['administrators', 'contributors', 'user:'], typed, line),
  contributors: (typed, line) => sharing(['contributors', 'user:'], typed, line),
  'export-choice': (typed, line) => choice('export', 'disconnect', typed, line),
  'enrichment-choice': (typed, line) => choice('enrichment', 'deactivate', typed, line),
  field: async (_, line) => keys(line, (field) => field.kind !== 'secret', ''),
  'handed-field': handedFields,
  subject: (startsWith, { look, scanned }) => {
    const [action = ''] = scanned.positionals;
    const kind = subjects.find((it) => action.startsWith(`${it}.`));
    // What is new has no name; an export is added on a connection.
    const of = action.endsWith('.add') ? (kind === 'export' || kind === 'enrichment' ? 'connection' : undefined) : kind;
    return of === undefined ? [] : named(look, { kind: of, startsWith });
  },
  setting: (typed, line) => afterSign(typed, line, valuesFor, (field) => field.kind !== 'secret'),
  secret: (typed, line) =>
    afterSign(
      typed,
      line,
      async (_, source) => {
        const offer = await offerOf('source', source, line);
        if (source.includes(':')) return offer;
        return { ...offer, candidates: [...offer.candidates, ...told(['keyvault:'])] };
      },
      (field) => field.kind === 'secret',
    ),
  source: (typed, { look }) => {
    if (typed.startsWith('env:')) return words(look.variables().map((name) => `env:${name}`));
    if (typed.startsWith('file:')) return { candidates: [], filesAfter: 'file:' };
    return told(['env:', 'file:', 'stdin', 'prompt']);
  },
};

const subjects = ['connection', 'export', 'enrichment', 'user', 'token', 'type'] as const;

/** All fields of the connection that a command is handed, or that what runs is on. */
async function handedFields(_: string, { look, scanned, path }: Line): Promise<readonly Candidate[]> {
  const [kind] = path.split(' ');
  if (kind !== 'connection' && kind !== 'export' && kind !== 'enrichment') return [];
  const type = await typeOf(kind, scanned.positionals[0], look);
  const fields = type === undefined ? {} : ((await look.declaration(type))?.fields ?? {});
  return Object.entries(fields).map(([key, { help }]) => ({ word: key, about: help }));
}

async function types(fits: (entry: CatalogEntry) => boolean, typed: string, look: Look): Promise<readonly Candidate[]> {
  const { catalog } = await import('../../catalog/index.ts');
  const built = catalog.filter(fits).map(({ id, summary }) => ({ word: id, about: summary }));
  return [...built, ...(await ownTypes(typed, look))];
}

function ownTypes(startsWith: string, look: Look): Promise<readonly Candidate[]> {
  return named(look, { kind: 'type', startsWith });
}

async function named(look: Look, filter: Omit<NameFilter, 'limit'>): Promise<readonly Candidate[]> {
  return (await look.names(filter)).map(candidateOf);
}

function candidateOf({ name, displayName }: NameItem): Candidate {
  return { word: name, about: displayName };
}

function told(all: readonly (keyof typeof candidateWords)[]): readonly Candidate[] {
  return all.map((word) => ({ word, about: candidateWords[word] }));
}

/** All of them, or those that what a command is about could be on. */
async function connections(startsWith: string, { look, path, scanned }: Line): Promise<readonly Candidate[]> {
  const [kind] = path.split(' ');
  if (kind !== 'export' && kind !== 'enrichment') return named(look, { kind: 'connection', startsWith });
  const type = scanned.value('type') ?? (await typeOf(kind, scanned.positionals[0], look));
  if (type !== undefined) return named(look, { kind: 'connection', startsWith, type });
  const { catalog } = await import('../../catalog/index.ts');
  const others = new Set(catalog.filter(({ purpose }) => purpose !== kind).map(({ id }) => id));
  const found = await look.names({ kind: 'connection', startsWith });
  return found.filter((it) => !others.has(it.type ?? '')).map(candidateOf);
}

/** Connections of the type of the one that is the first argument, but for that one. */
async function likeConnection(startsWith: string, { look, scanned }: Line): Promise<readonly Candidate[]> {
  const [ref] = scanned.positionals;
  const type = await typeOf('connection', ref, look);
  const like = await named(look, { kind: 'connection', startsWith, ...(type === undefined ? {} : { type }) });
  return like.filter(({ word }) => word !== ref);
}

async function sharing(usual: readonly (keyof typeof candidateWords)[], typed: string, { look }: Line): Promise<Made> {
  const user = 'user:';
  if (!typed.startsWith(user)) return told(usual);
  const startsWith = typed.slice(user.length);
  return behind(user, { candidates: await named(look, { kind: 'user', role: 'contributor', startsWith }) });
}

/** `disconnect`, `remove`, `move:CONNECTION`, for all or as `NAME=...` for one of those that use the connection. */
async function choice(
  kind: 'export' | 'enrichment',
  stop: 'disconnect' | 'deactivate',
  typed: string,
  line: Line,
): Promise<Made> {
  const name = typed.slice(0, typed.indexOf('=') + 1);
  const chosen = typed.slice(name.length);
  const to = 'move:';
  if (chosen.startsWith(to))
    return behind(name + to, { candidates: await likeConnection(chosen.slice(to.length), line) });
  const decided = behind(name, { candidates: told([stop, 'remove', to]) });
  const [connection] = line.scanned.positionals;
  if (name !== '' || connection === undefined) return decided;
  const using = await named(line.look, { kind, startsWith: typed, connection });
  return [...decided.candidates, ...using.map(({ word, about }) => ({ word: `${word}=`, about }))];
}

async function keys({ fields }: Line, fits: (field: Field) => boolean, sign: string): Promise<readonly Candidate[]> {
  const all = Object.entries(await fields());
  return all.filter(([, field]) => fits(field)).map(([key, { help }]) => ({ word: key + sign, about: help }));
}

async function valuesFor(field: Field | undefined): Promise<Offer> {
  return { candidates: valuesOf(field) };
}

/** `FIELD=...`: the fields that fit, and once one is named what it may be. */
async function afterSign(
  typed: string,
  line: Line,
  values: (field: Field | undefined, typed: string) => Promise<Offer>,
  fits: (field: Field) => boolean,
): Promise<Made> {
  const at = typed.indexOf('=');
  if (at < 0) return keys(line, fits, '=');
  const fields = await line.fields();
  const key = typed.slice(0, at);
  const field = Object.hasOwn(fields, key) ? fields[key] : undefined;
  if (field === undefined || !fits(field)) return [];
  return behind(typed.slice(0, at + 1), await values(field, typed.slice(at + 1)));
}
