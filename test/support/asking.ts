import { createDigest } from '../../src/adapters/system/digest.ts';
import { newToken } from '../../src/adapters/system/new-token.ts';
import { createSecretSources } from '../../src/adapters/system/secret-source.ts';
import type { Context } from '../../src/commands/context.ts';
import type { Outcome } from '../../src/commands/define.ts';
import { fieldsFor } from '../../src/commands/shared/fields-for.ts';
import { isProblem, type Problem } from '../../src/kernel/problem.ts';
import type { Prompter, Question } from '../../src/kernel/prompter.ts';
import type { Vault } from '../../src/kernel/vault.ts';
import type { Caller } from '../../src/model/caller.ts';
import type { Prober } from '../../src/model/probe.ts';
import { askArguments } from '../../src/shell/ask-arguments.ts';
import { flagsOf } from '../../src/shell/common-flags.ts';
import { agree } from '../../src/shell/gate.ts';
import { parse } from '../../src/shell/parse.ts';
import { parted } from '../../src/shell/parted.ts';
import { route } from '../../src/shell/route.ts';
import { scan } from '../../src/shell/scan.ts';
import { viewOf } from '../../src/shell/view-of.ts';
import { plain } from '../../src/views/paint.ts';
import { same } from '../../src/views/same.ts';
import { type Answer, type ScriptedPrompter, scripted } from './answers.ts';
import type { World } from './world.ts';

export interface Asked {
  readonly outcome: Outcome | undefined;
  readonly problem: Problem | undefined;
  /** What a person saw: screens, questions with their answers, notes, and the same command without questions. */
  readonly seen: string;
}

export interface AskOptions {
  /** Who is asked; the first administrator unless told. */
  readonly account?: string;
  /** Whoever comes from outside, in place of an account. */
  readonly caller?: Caller;
  readonly env?: Readonly<Record<string, string>>;
  readonly columns?: number;
  /** What happens elsewhere while a question is asked, such as someone else saving. */
  readonly meanwhile?: (question: string) => Promise<unknown>;
  /** The editor: what becomes of a text that is opened. */
  readonly edit?: (text: string) => string;
  /** What tests connections. */
  readonly prober?: Prober;
  readonly signIn?: Context['signIn'];
  /** Told of every screen that is shown. */
  readonly onScreen?: (text: string) => void;
  /** Other environments, by their names on this machine, and what is done with whole ones. */
  readonly others?: Pick<Context, 'environmentNamed' | 'environments'>;
  /** The key vault, whatever its address. */
  readonly vault?: Vault;
}

const unexpected = (): never => {
  throw new Error('nothing here asks for that');
};

/** Runs a command line in this process, before a person with these answers. Each has to be asked for, in this order. */
export async function ask(
  world: World,
  argv: readonly string[],
  answers: readonly Answer[],
  {
    account = 'admin',
    caller,
    env = {},
    columns = 80,
    meanwhile,
    edit,
    signIn,
    onScreen,
    vault,
    prober,
    others = { environmentNamed: unexpected, environments: unexpected },
  }: AskOptions = {},
): Promise<Asked> {
  const where = route(argv);
  if (where.to !== 'leaf') throw new Error(`${argv.join(' ')} is no command`);
  const command = await where.leaf.load();
  const environment = caller === undefined ? world.as(account) : world.caller(caller);
  const sources = createSecretSources(env);
  const written: string[] = [];
  const person = scripted(answers, (text) => written.push(text));
  const prompt = meanwhile === undefined ? person : disturbed(person, meanwhile);
  let flags: Readonly<Record<string, unknown>> = {};
  const context = {
    io: { note: (line: string) => written.push(`${line}\n`), width: columns },
    prompt,
    get converses() {
      return flags.output === undefined;
    },
    get common() {
      return {
        dryRun: flags['dry-run'] === true,
        yes: flags.yes === true,
        confirm: flags.confirm as string | undefined,
        ifRevision: flags['if-revision'] as number | undefined,
        reason: flags.reason as string | undefined,
        ifExists: (flags['if-exists'] as Context['common']['ifExists'] | undefined) ?? 'fail',
        limit: flags.limit as number | undefined,
        sort: flags.sort as string | undefined,
        next: flags.next as string | undefined,
        search: flags.search as string | undefined,
        verbose: false,
      };
    },
    clock: () => '2026-01-02T00:00:00.000Z',
    environmentName: async () => 'test',
    knownEnvironment: async () => 'test',
    environment: async () => environment,
    environmentToChange: async () => environment,
    ...others,
    preferences: unexpected,
    show: async (kind: string, data: object) => {
      const screen = (await viewOf(kind)).draw(data, undefined, plain, columns);
      written.push(screen);
      onScreen?.(screen);
    },
    tell: async (kind: string, data: object) =>
      void written.push((await viewOf(kind)).draw(data, undefined, plain, columns)),
    answersWhole: false,
    async agree(agreement) {
      const { production } = await environment.query('environment.show', {});
      return agree(agreement, agreement.production ?? production, context.common, prompt);
    },
    secret: (field: string, source: string) => sources.read(field, source),
    readText: unexpected,
    readCsv: unexpected,
    obscured: unexpected,
    edit: async (text: string) => edit?.(text) ?? unexpected(),
    diagnose: unexpected,
    about: { version: '0', node: '24', platform: 'test' },
    completion: unexpected,
    newId: () => 'new-id',
    newToken: async () => newToken(createDigest()),
    signIn: signIn ?? unexpected,
    login: unexpected,
    openStage: unexpected,
    progress: { step: () => undefined, alone: () => undefined, during: (_, wait) => wait },
    vault: async () => vault ?? unexpected(),
    children: unexpected,
    approvals: unexpected,
    prober: async () => prober ?? unexpected(),
    files: unexpected,
    serving: unexpected,
    ending: unexpected,
    digest: unexpected,
  } satisfies Context as Context;

  try {
    const { own, passed } = parted(command, where.rest);
    const scanned = scan(own, flagsOf(command));
    const words = [...own, ...(await askArguments(command, scanned, passed, context))];
    const seen = scan(words, flagsOf(command));
    const fields = command.fields === undefined ? {} : await fieldsFor(command.fields, seen.positionals, context, seen);
    const input = parse(command, fields, passed.length === 0 ? words : [...words, '--', ...passed]);
    flags = input.flags;
    const outcome = await command.run(input, context);
    person.done();
    if (outcome.same !== undefined) written.push(same(outcome.same));
    return { outcome, problem: undefined, seen: written.join('') };
  } catch (error) {
    if (!isProblem(error)) throw error;
    person.done();
    return { outcome: undefined, problem: error, seen: written.join('') };
  }
}

/** The same person, while something else happens at every question. */
function disturbed(person: ScriptedPrompter, meanwhile: (question: string) => Promise<unknown>): Prompter {
  const kinds = ['confirm', 'text', 'secret', 'choose', 'search', 'several'] as const;
  const asks = kinds.map((kind) => [
    kind,
    async (question: never) => {
      await meanwhile((question as Question).message);
      return person[kind](question);
    },
  ]);
  return { ...person, ...Object.fromEntries(asks) };
}
