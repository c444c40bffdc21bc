import type { BlockCode } from '../../../kernel/block.ts';
import { canonical } from '../../../kernel/canonical.ts';
import { isProblem, problem } from '../../../kernel/problem.ts';
import type { Change } from '../../../model/change.ts';
import type { Environment } from '../../../model/environment.ts';
import type { PlannedSync, PlannedSyncs, SyncConflict, SyncSide } from '../../../model/sync-plan.ts';
import type { Agreement, Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';
import { type AnsweredConflict, askConflicts } from '../asking/sync-conflicts.ts';
import { commandLine, type GivenFlags } from '../command-line.ts';
import { refuseBlocked, sameCommand } from '../manifest/before-carrying-out.ts';
import type { Found } from './look.ts';
import type { Pair } from './pair.ts';
import { decisionsIn, type Preferred, refuseStrays, withPreferred, wordFor } from './preferred.ts';
import { refuseToBring } from './refuse-to-bring.ts';
import { namedPlan } from './result.ts';

interface Given {
  readonly preferred: Preferred;
  readonly skipConflicts: boolean;
  /** The flags of the line, for the same without questions. */
  readonly flags: GivenFlags;
  /** Whether anything in them was asked. */
  readonly asked: boolean;
  readonly doors: { readonly copy: Environment; readonly original: Environment };
}

interface Settling {
  settle(found: Found): Promise<PlannedSyncs>;
  /** The same run without questions, where something was asked. */
  same(): Pick<Outcome, 'same'>;
}

/** What a person decides and agrees to between looking and acting. What was answered once is not asked again. */
export function createSettling(context: Context, pair: Pair, given: Given): Settling {
  const { preferred, skipConflicts, doors } = given;
  let answered: readonly AnsweredConflict[] = [];
  let agreedTo: ReadonlySet<string> | undefined;
  let flag: string | undefined;
  // What was in conflict at an earlier look may be done by now.
  const met = new Set<string>();

  async function decided(found: Found): Promise<PlannedSyncs> {
    const planned = await withPreferred(found, preferred, met);
    refuseStrays(preferred, met, given.flags);
    if (planned.plan.counts.undecided === 0 || skipConflicts || !context.prompt.interactive) return planned;
    // What looks otherwise than when it was answered is asked again.
    const open = new Set(planned.plan.conflicts.map(signature));
    const before = answered.filter(({ conflict }) => open.has(signature(conflict)));
    const flags = decisionsIn(planned.plan, preferred);
    const asked = await askConflicts(
      context,
      planned,
      (more) => found.again(new Map([...flags, ...more])),
      before,
      pair,
    );
    answered = asked.answered;
    return asked.planned;
  }

  return {
    async settle(found) {
      const planned = await decided(found);
      const { plan } = planned;
      const command = line();
      const isLeft = skipConflicts || answered.some(({ answer }) => answer === 'neither');
      if (plan.counts.undecided > 0 && !isLeft) refuseUndecided(plan.conflicts, command);
      if (isStopped(plan)) refuseBlocked(plan, `${command} --dry-run`);
      await refuseForRole(pair, doors.copy, planned);
      await refuseToBring(pair, doors, planned, false);
      const does = plan.lines.filter(({ action }) => action !== 'blocked');
      const lines = new Set(does.map(({ to, kind, id, action }) => `${to} ${kind} ${id} ${action}`));
      const asBefore = agreedTo !== undefined && [...lines].every((it) => agreedTo?.has(it));
      if (!asBefore) flag = (await agreed(context, pair, found, planned, command)) ?? flag;
      agreedTo = lines;
      return planned;
    },
    same() {
      return sameCommand(line(), flag, given.asked || answered.length > 0);
    },
  };

  function line(): string {
    const sides = new Set(answered.flatMap(({ answer }) => (answer === 'neither' ? [] : [answer])));
    const isLeft = answered.some(({ answer }) => answer === 'neither');
    const all = answered.map(({ conflict }) => conflict);
    const named = answered.flatMap(({ conflict, answer }) =>
      answer === 'neither' ? [] : [`${wordFor(conflict, all)}=${answer}`],
    );
    const { prefer, ...rest } = given.flags;
    const one = sides.size === 1 && !isLeft && preferred.named.size === 0;
    return commandLine('sync', [], {
      ...rest,
      prefer: answered.length === 0 ? prefer : one ? [...sides] : [...[prefer ?? []].flat().map(String), ...named],
      'skip-conflicts': skipConflicts || isLeft,
    });
  }
}

/** Whether something stops a plan besides waiting for a decision, and a side that takes nothing. */
function isStopped({ lines }: PlannedSyncs['plan']): boolean {
  return lines.some(({ blocked = [] }) => blocked.some(({ code }) => !staying.has(code)));
}

// Such things stay as they are, and the rest is done.
const staying: ReadonlySet<string> = new Set(['waits', 'only-looks', 'mirror'] satisfies BlockCode[]);

/** The exit code that a plan ends with, once it is carried out as far as that goes. */
export function exitOf(plan: PlannedSyncs['plan'], skipConflicts: boolean): number {
  const { undecided } = plan.counts;
  if (isStopped(plan) && (undecided === 0 || skipConflicts)) return 8;
  if (undecided > 0) return 7;
  return plan.lines.some(({ action }) => action === 'blocked') ? 13 : 0;
}

function signature({ decided: _, ...conflict }: SyncConflict): string {
  return canonical(conflict);
}

const why: { readonly [W in SyncConflict['why']]: string } = {
  both: 'both sides changed it',
  removed: 'one side removed it, the other changed it',
  used: 'one side removed it, something new on the other uses it',
  name: 'two want its name',
};

function refuseUndecided(conflicts: readonly SyncConflict[], command: string): never {
  const open = conflicts.filter(({ decided }) => decided === null);
  const blockers = open.map((it) => ({
    name: `${it.kind} ${it.name}`,
    detail: [why[it.why], ...it.fields.map(({ field }) => field.replace(/^settings\./, ''))].join('; '),
  }));
  throw problem('sync.undecided', { count: open.length, command }, { blockers: blockers.slice(0, 200) });
}

/** Lets the copy refuse what the role there does not allow, before anything is written to either side. */
async function refuseForRole(pair: Pair, copy: Environment, { batches }: PlannedSyncs): Promise<void> {
  if ((await copy.query('can', { action: 'sync.keep' })).allowed) return;
  const { role } = await copy.query('whoami', {});
  const [first] = [...batches.local, ...batches.remote].flat();
  if (first !== undefined) await refusedFor(copy, first);
  throw problem('sync.one_way', { name: pair.copy, role });
}

// At a revision that never was, nothing happens even if the role came back meanwhile; the refusal is audited.
async function refusedFor(copy: Environment, { brings: _, ...change }: PlannedSync): Promise<void> {
  await copy.apply([change as Change], { ifEnvironmentRevision: 0 }).catch((error: unknown) => {
    if (!isProblem(error) || error.code !== 'forbidden') throw error;
  });
}

/** Has it agreed to; a copy that begins takes nothing from anybody. */
async function agreed(
  context: Context,
  pair: Pair,
  { known, production }: Found,
  { plan, batches }: PlannedSyncs,
  command: string,
): Promise<string | undefined> {
  if (batches.local.length + batches.remote.length === 0) return undefined;
  const { copy, original } = pair;
  const pulls = batches.remote.length === 0;
  const strict = (production.remote && !pulls) || (production.local && batches.local.length > 0);
  const begins = known.there.seq === 0 && pulls;
  const severe = plan.conflicts.some(({ why: it, decided, ...sides }) => {
    return it === 'used' && decided !== null && sides[decided].removed;
  });
  const agreement: Agreement = {
    severity: severe ? 'severe' : begins || known.mirror ? 'none' : 'moderate',
    name: production.local && !production.remote ? copy : original,
    says: `this makes ${inWords(plan.lines, { remote: original, local: copy })}`,
    command,
    production: strict,
    picture: () => context.show('SyncPlan', namedPlan(pair, plan)),
  };
  return context.agree(agreement);
}

function inWords(lines: PlannedSyncs['plan']['lines'], names: { readonly [S in SyncSide]: string }): string {
  const parts = (['remote', 'local'] as const).flatMap((side) => {
    const all = lines.filter(({ to, action }) => to === side && action !== 'blocked');
    const removals = all.filter(({ action }) => action === 'remove').length;
    const counted = [
      [all.length - removals, 'change'],
      [removals, 'removal'],
    ] as const;
    const said = counted.flatMap(([n, what]) => (n === 0 ? [] : [`${n} ${what}${n === 1 ? '' : 's'}`]));
    return said.length === 0 ? [] : [`${said.join(' and ')} in ${names[side]}`];
  });
  return parts.length === 0 ? 'no change that is seen' : parts.join(', and ');
}
