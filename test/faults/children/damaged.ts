// Damages copies of one store, one trial a line of standard input, and says for each which answers were wrong.
import { readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { isProblem } from '../../../src/kernel/problem.ts';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import type { Change } from '../../../src/model/change.ts';
import type { Environment } from '../../../src/model/environment.ts';
import type { QueryInput, QueryName } from '../../../src/model/query.ts';
import { openDoor, terms } from '../../support/fault-store.ts';
import type { Sample } from '../../support/sample-store.ts';

/** One kind of damage to one file of a store. */
export interface Trial {
  readonly file: 'store' | 'wal';
  readonly flip?: readonly [offset: number, bit: number];
  readonly cut?: number;
}

export interface Tried {
  readonly trial: Trial;
  /** What was answered as if nothing were wrong, and is not so. */
  readonly wrong: readonly string[];
  /** How many answers named the damage. */
  readonly named: number;
  /** How many of the last lists the store has forgotten as one: what a journal that ends too early leaves. */
  readonly behind: number;
}

/** What the trials are made on. The first state is a store that was closed; each other one more list in its journal. */
export interface Plan extends Sample {
  readonly states: readonly { readonly store: string; readonly wal?: string }[];
  /** The audit head of the first and of the last state, as someone would keep it elsewhere. */
  readonly heads: readonly [string, string];
  readonly trials: readonly Trial[];
}

type Ask = readonly [account: string, name: QueryName, input: object];

const [folder = '', plan = '', from = '0', step = '1'] = process.argv.slice(2);
const { names, exports, enrichments, trials, heads, states } = JSON.parse(readFileSync(plan, 'utf8')) as Plan;
const path = join(folder, `damaged-${from}.db`);
// An SFTP connection that four exports use, another one of them, and one that is shared with named users.
const [busy, other, shared] = ['nightly-drop-12', 'nightly-drop-13', 'nightly-drop-8'] as const;
const bytes = states.map(({ store, wal }) => ({
  store: readFileSync(store),
  ...(wal === undefined ? {} : { wal: readFileSync(wal) }),
}));

const asks: readonly Ask[] = [
  ...['admin', 'ana'].flatMap((account) =>
    ['connection', 'export', 'enrichment', 'user', 'type'].map(
      (kind): Ask => [account, 'names', { kind, startsWith: '', limit: 500 }],
    ),
  ),
  ['admin', 'whoami', {}],
  ['admin', 'environment.show', {}],
  ['admin', 'type.list', {}],
  ['admin', 'type.show', { type: 'own-crm' }],
  ['admin', 'type.show', { type: 'no-such' }],
  ['admin', 'connection.list', {}],
  ['admin', 'connection.list', { sort: 'displayName:desc' }],
  ['admin', 'connection.list', { sort: 'type' }],
  ['admin', 'connection.list', { limit: 20 }],
  ['admin', 'connection.list', { type: 'sftp' }],
  ['admin', 'connection.list', { type: 'own-crm' }],
  ['admin', 'connection.list', { unused: true }],
  ['admin', 'connection.list', { unused: false }],
  ['admin', 'connection.list', { search: 'nightly' }],
  ['admin', 'connection.list', { shared: 'users' }],
  ['admin', 'connection.list', { locked: true }],
  ['admin', 'connection.list', { purpose: 'enrichment', limit: 3 }],
  ...names.map((connection): Ask => ['admin', 'connection.show', { connection }]),
  ...names.map((connection): Ask => ['admin', 'connection.dependents', { connection }]),
  ['admin', 'connection.show', { connection: 'no-such' }],
  ['admin', 'connection.show', { connection: 'id-000020' }],
  ['admin', 'connection.show', { connection: 'Nightly Drop 7' }],
  ['admin', 'connection.history', { connection: shared }],
  ['admin', 'connection.history', { connection: busy }],
  ['admin', 'export.list', {}],
  ['admin', 'export.list', { limit: 30 }],
  ['admin', 'export.list', { sort: 'createdAt:desc', limit: 30 }],
  ['admin', 'export.list', { type: 'sftp' }],
  ['admin', 'export.list', { status: 'inactive' }],
  ['admin', 'export.list', { withoutConnection: true }],
  ['admin', 'export.list', { search: '-7' }],
  ['admin', 'export.list', { connection: busy }],
  ...exports.filter((_, at) => at % 8 === 0).map((dependent): Ask => ['admin', 'export.show', { dependent }]),
  ['admin', 'export.show', { dependent: 'no-such' }],
  ['admin', 'enrichment.list', {}],
  ['admin', 'enrichment.list', { status: 'inactive' }],
  ...enrichments.filter((_, at) => at % 5 === 0).map((dependent): Ask => ['admin', 'enrichment.show', { dependent }]),
  ['admin', 'user.list', {}],
  ['admin', 'user.list', { role: 'contributor' }],
  ['admin', 'user.list', { search: 'an' }],
  ['admin', 'audit.list', {}],
  ['admin', 'audit.list', { limit: 20 }],
  ['admin', 'audit.list', { actor: 'ana' }],
  ['admin', 'audit.list', { action: 'connection.lock' }],
  ['admin', 'audit.list', { target: busy }],
  ['admin', 'audit.list', { refused: true }],
  ['admin', 'audit.verify', {}],
  ...heads.map((head): Ask => ['admin', 'audit.verify', { head }]),
  ['ana', 'whoami', {}],
  ['ana', 'connection.list', {}],
  ['ana', 'connection.show', { connection: busy }],
  ['ana', 'connection.show', { connection: shared }],
  ['ana', 'export.list', {}],
  ['vic', 'export.list', { withoutConnection: true }],
  ['nobody', 'whoami', {}],
];

/** Where the questions are that are asked about each name. */
const first = asks.findIndex(([, name]) => name === 'connection.show');
const perName = new Set(Array.from({ length: 2 * names.length }, (_, at) => first + at));

// Each alone may be refused; what the store holds afterwards has to be what those that were not refused make of it.
const changes: readonly (readonly Change[])[] = [
  [
    { change: 'connection.add', type: 'mailchimp', displayName: 'Brand new', terms },
    { change: 'export.add', displayName: 'Brand new export', connection: 'brand-new' },
  ],
  [{ change: 'connection.edit', connection: other, set: { exportFolder: 'other/folder' } }],
  [
    {
      change: 'connection.edit',
      connection: shared,
      secrets: { password: secretValue('given again') },
    },
  ],
  // Taken: another of that name, and of that display name.
  [{ change: 'connection.add', type: 'mailchimp', displayName: 'Other words', name: busy, terms }],
  [{ change: 'export.add', displayName: 'Export 40', name: 'other-name', type: 'sftp' }],
  // In use by more than the one export that is decided about.
  [
    { change: 'export.disconnect', dependent: exports[20] as string },
    { change: 'connection.remove', connection: busy },
  ],
  [{ change: 'export.remove', dependent: exports[33] as string }],
  [{ change: 'type.remove', type: 'own-crm' }],
  [{ change: 'user.edit', user: 'vic', displayName: 'Victor' }],
];

/** The answer as one text: a document, or the code of a problem, or an exception that nobody foresaw. */
async function told(work: () => Promise<unknown>): Promise<string> {
  try {
    return JSON.stringify(await work());
  } catch (error) {
    return isProblem(error) ? `problem ${error.code}` : `exception ${error instanceof Error ? error.stack : error}`;
  }
}

function doors(): { of(account: string): Environment; close(): Promise<void> } {
  const opened = new Map<string, Environment>();
  return {
    of(account) {
      const found = opened.get(account) ?? openDoor(path, { account, busyMs: 100 }).environment;
      opened.set(account, found);
      return found;
    },
    async close() {
      for (const environment of opened.values()) await environment.close();
    },
  };
}

/** The answers to all that is asked, or to those at some places; `undefined` where nothing was asked. */
async function askAll(which = (_at: number): boolean => true): Promise<readonly (string | undefined)[]> {
  const { of, close } = doors();
  const answers: (string | undefined)[] = [];
  for (const [at, [account, name, input]] of asks.entries()) {
    const ask = async () => of(account).query(name, input as QueryInput<QueryName>);
    answers.push(which(at) ? await told(ask) : undefined);
  }
  await told(close);
  return answers;
}

async function changeAll(which: readonly boolean[]): Promise<readonly string[]> {
  const answers: string[] = [];
  for (const [at, list] of changes.entries()) {
    if (which[at] === false) continue;
    let ids = 0;
    answers.push(
      await told(async () => {
        const { environment } = openDoor(path, {
          busyMs: 100,
          clock: () => `2026-02-0${at + 1}T00:00:00.000Z`,
          newId: () => `new-${at}-${++ids}`,
        });
        try {
          return await environment.apply(list, { reason: `change ${at}` });
        } finally {
          await environment.close();
        }
      }),
    );
  }
  return answers;
}

/** Puts a state of the store in its place, damaged as the trial says. */
function place(state: number, { file, flip, cut }: Partial<Trial> = {}): void {
  for (const end of ['-wal', '-shm']) rmSync(`${path}${end}`, { force: true });
  const damaged = (kind: Trial['file'], whole: Buffer) => {
    if (file !== kind) return whole;
    if (cut !== undefined) return whole.subarray(0, cut);
    const copy = Buffer.from(whole);
    if (flip !== undefined) copy[flip[0]] = (copy[flip[0]] as number) ^ (1 << flip[1]);
    return copy;
  };
  const { store, wal } = bytes[state] as (typeof bytes)[number];
  writeFileSync(path, damaged('store', store), { mode: 0o600 });
  if (wal !== undefined) writeFileSync(`${path}-wal`, damaged('wal', wal), { mode: 0o600 });
}

const namesDamage = /^problem (?:store|audit|secret)\./;
type Answers = readonly (string | undefined)[];
const subsets = new Map<string, { readonly answers: Answers; readonly after: Answers }>();

/** What an undamaged store answers to those changes that a damaged one did not refuse, and holds afterwards. */
async function undamaged(state: number, which: readonly boolean[]) {
  const key = `${state}/${which.map(Number).join('')}`;
  const known = subsets.get(key);
  if (known !== undefined) return known;
  place(state);
  const made = { answers: await changeAll(which), after: await askAll() };
  subsets.set(key, made);
  return made;
}

/** What differs from what is wanted without naming the damage. */
function compare(
  answers: Answers,
  wanted: Answers | undefined,
  of: (at: number) => string,
  fits = (_at: number, _answer: string, _wanted: Answers | undefined): boolean => false,
): readonly string[] {
  return answers.flatMap((answer, at) =>
    answer === undefined || namesDamage.test(answer) || answer === wanted?.[at] || fits(at, answer, wanted)
      ? []
      : [`${of(at)}: ${shown(answer)} for ${shown(wanted?.[at] ?? '')}`],
  );
}

/** Hints may be fewer than there are, and are never names that nobody gave or that the actor does not see. */
function isHint(at: number, answer: string, wanted: Answers | undefined): boolean {
  const [account, query] = asks[at] as Ask;
  if (query !== 'names' || answer.startsWith('problem') || answer.startsWith('exception')) return false;
  const seen = asks.flatMap(([other, name], index) =>
    other === account && name === 'names' ? hintsIn(wanted?.[index] ?? '{"items":[]}') : [],
  );
  return hintsIn(answer).every((name) => seen.includes(name));
}

function hintsIn(answer: string): readonly string[] {
  return (JSON.parse(answer) as { items: { name: string }[] }).items.map(({ name }) => name);
}

// Questions take turns: half of them a trial, of those about each name a third, and a third again after the changes.
async function judge(trial: Trial, number: number): Promise<Tried> {
  const inTurn = (at: number) => (perName.has(at) ? at % 3 === number % 3 : at % 2 === number % 2);
  place(trial.file === 'store' ? 0 : states.length - 1, trial);
  const answers = await askAll(inTurn);
  const asked = (at: number) => JSON.stringify(asks[at]);
  const could = trial.file === 'store' ? [0] : states.map((_, at) => states.length - 1 - at);
  const compared = could.map((state) => ({ state, wrong: compare(answers, before[state], asked, isHint) }));
  const best = compared.find(({ wrong }) => wrong.length === 0) ?? compared[0];
  const state = best?.state ?? 0;

  const changed = await changeAll([]);
  const which = changed.map((answer) => !answer.startsWith('problem'));
  const kept = changed.filter((_, at) => which[at]);
  const after = await askAll((at) => at % 3 === (number + 1) % 3);
  const wanted = await undamaged(state, which);
  const list = which.map(Number).join('');
  return {
    trial,
    wrong: [
      ...(best?.wrong ?? []),
      ...compare(kept, wanted.answers, (at) => `change ${at} of ${list}`),
      ...compare(after, wanted.after, (at) => `after ${list}, ${asked(at)}`, isHint),
    ],
    named: [...answers, ...changed, ...after].filter((answer) => answer !== undefined && namesDamage.test(answer))
      .length,
    behind: trial.file === 'store' ? 0 : states.length - 1 - state,
  };
}

const before: Answers[] = [];
for (const state of states.keys()) {
  place(state);
  const answers = await askAll();
  const unforeseen = answers.filter((answer) => /^exception/.test(`${answer}`) || namesDamage.test(`${answer}`));
  if (unforeseen.length > 0) throw new Error(`the undamaged store answers ${unforeseen.join('\n')}`);
  before.push(answers);
}
writeSync(1, 'ready\n');

for (let at = Number(from); at < trials.length; at += Number(step)) {
  const trial = trials[at] as Trial;
  writeSync(1, `try ${JSON.stringify(trial)}\n`);
  writeSync(1, `${JSON.stringify(await judge(trial, at))}\n`);
}

function shown(answer: string): string {
  return answer.length < 400 ? answer : `${answer.slice(0, 400)}… (${answer.length})`;
}
