import { nameFrom } from '../../kernel/name.ts';
import { shellWord } from '../../kernel/shell-word.ts';
import type { Warning } from '../../kernel/warning.ts';
import { withFlags } from '../../kernel/with-flags.ts';
import type { Change } from '../../model/change.ts';
import type { Applied } from '../../model/environment.ts';
import type { Agreement, Context } from '../context.ts';
import type { Outcome } from '../define.ts';
import { judgeReferences } from './judge-references.ts';
import { refuseForRole } from './refuse-for-role.ts';

export interface Act {
  readonly changes: readonly Change[];
  /** What has to be agreed to before; nothing by default, except in a production environment. */
  readonly agree?: Omit<Agreement, 'command'>;
  /** The command line, for a refusal to end with. */
  readonly command: string;
  /** Whether anything in that line was asked instead of given. */
  readonly asked?: boolean;
  /** The variables that it takes secrets from which were typed. */
  readonly variables?: readonly string[];
  /** Tests what is about to be saved, once all of it was judged. */
  readonly test?: (() => Promise<Tested>) | undefined;
  /** Fills the changes in once they were agreed to, with what only then is found out; a dry run does without. */
  readonly complete?: () => Promise<readonly Change[]>;
  /** What to do next, given what became of it. */
  readonly next?: (applied: Applied) => readonly string[];
}

interface Tested {
  readonly changes: readonly Change[];
  readonly warnings: readonly Warning[];
  /** Keeps what has to be kept of the tests where nothing is saved. */
  readonly rescue: () => Promise<void>;
}

/** Agree, then act: applies the changes with the flags that every change has, and answers with what became of them. */
export async function act(
  context: Context,
  { changes, agree, command, asked = false, variables = [], complete, test, next }: Act,
): Promise<Outcome> {
  const { common } = context;
  const environment = await context.environmentToChange();
  const subject = changes[0];
  const name = agree?.name ?? (subject === undefined ? '' : subjectOf(subject));
  const options = { dryRun: common.dryRun, ...(common.reason === undefined ? {} : { reason: common.reason }) };
  const { ifRevision } = common;
  const expected = ifRevision === undefined ? changes : changes.map((change) => ({ ...change, ifRevision }));
  await judgeReferences(context, environment, expected);
  let flag: string | undefined;
  if (!common.dryRun) {
    for (const change of new Map(changes.map((it) => [it.change, it])).values()) await refuseForRole(context, change);
    flag = await context.agree({
      severity: 'none',
      says: `this ${subject?.change.endsWith('.add') ? 'adds' : 'changes'} ${name}`,
      ...agree,
      name,
      command,
    });
  }
  const settled = complete === undefined || common.dryRun ? changes : await complete();
  const intended = ifRevision === undefined ? settled : settled.map((change) => ({ ...change, ifRevision }));
  if (test !== undefined) await environment.apply(intended, { ...options, dryRun: true });
  const tested = await test?.();
  const done = await environment
    .apply([...intended, ...(tested?.changes ?? [])], options)
    .catch(async (error: unknown) => {
      await tested?.rescue();
      throw error;
    });
  if (common.dryRun) await tested?.rescue();
  const applied = tested === undefined ? done : withoutTests(done, settled.length, tested.warnings);
  const hints = common.dryRun ? [] : (next?.(applied) ?? []);
  const agreed = flag ?? (common.confirm === undefined ? undefined : `--confirm ${shellWord(common.confirm)}`);
  const line = withFlags(command, agreed ?? '');
  return {
    kind: 'ChangeResult',
    data: { ...applied, next: hints },
    next: hints,
    ...(asked || flag !== undefined ? { same: { command: line, variables } } : {}),
  };
}

/** The answer as it is without what the tests keep beside it. */
function withoutTests(done: Applied, count: number, warnings: readonly Warning[]): Applied {
  const changes = done.changes.slice(0, count);
  const results = new Set(changes.map(({ result }) => result));
  const [only = 'updated'] = results;
  return { ...done, changes, result: results.size === 1 ? only : 'updated', warnings: [...done.warnings, ...warnings] };
}

/** What a change is about, by the name a person would confirm. */
export function subjectOf(change: Change): string {
  if ('connection' in change && change.change.startsWith('connection.')) return change.connection as string;
  if ('dependent' in change) return change.dependent;
  if ('user' in change) return change.user;
  if ('displayName' in change && change.displayName !== undefined)
    return ('name' in change && change.name) || nameFrom(change.displayName);
  if ('name' in change && typeof change.name === 'string') return change.name;
  return 'type' in change && typeof change.type === 'string' ? change.type : '';
}
