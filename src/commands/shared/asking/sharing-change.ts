import type { ShareWord } from '../../../model/change.ts';
import type { ConnectionDetail } from '../../../model/query.ts';
import { type Shared, type SharingVerb, sharingEffect } from '../../../plan/sharing-effect.ts';
import type { Agreement, Context } from '../../context.ts';
import { askWhom, concerned, left } from './whom.ts';

/** Whom a connection is shared with, or taken from. */
export interface SharingChange {
  readonly who: readonly ShareWord[];
  readonly asked: boolean;
  /** Shows before and after where it was not shown yet. */
  readonly gate: Pick<Agreement, 'picture'>;
}

/**
 * Asks for whom a connection is shared or unshared, where it was not given and there is a choice, and shows who gains or
 * loses what. Sharing, which no gate asks about, is asked once more when all of it can be seen.
 */
export async function askSharingChange(
  context: Context,
  verb: SharingVerb,
  connection: ConnectionDetail,
  given: readonly ShareWord[],
): Promise<SharingChange> {
  const { name, type } = connection;
  const environment = await context.environmentToChange();
  const look = async (): Promise<Shared> => ({
    connection,
    exports: (await environment.query('connection.dependents', { connection: name })).exports,
    users: (await environment.query('user.list', {})).items,
  });
  const draw = (shared: Shared, who: readonly ShareWord[]) =>
    context.show('Sharing', { verb, connection: name, type, ...sharingEffect(shared, verb, who) });
  // What the door would refuse anyway is refused before anything is asked.
  const rehearse = (who: readonly ShareWord[]) =>
    environment.apply([{ change: `connection.${verb}` as const, connection: name, with: who }], { dryRun: true });
  if (given.length > 0) {
    const picture = async () => {
      await rehearse(given);
      await draw(await look(), given);
    };
    return { who: given, asked: false, gate: { picture } };
  }
  const all = ['contributors'];
  if ((await rehearse(all)).result === 'unchanged') return { who: all, asked: false, gate: {} };
  const shared = await look();
  const { sharedWith } = connection;
  // One person, or everybody alike: there is nothing to choose.
  if (verb === 'unshare' && (typeof sharedWith === 'string' || sharedWith.length === 1)) {
    const { everyone } = concerned(shared, verb);
    return { who: everyone, asked: false, gate: { picture: () => draw(shared, everyone) } };
  }
  const who = await askWhom(context, verb, shared);
  await draw(shared, who);
  if (verb === 'share' && !(await isAgreed(context, name))) await review(context, name);
  return { who, asked: true, gate: {} };
}

// A production environment and a confirmation given beforehand have their own say.
async function isAgreed({ common, environment }: Context, name: string): Promise<boolean> {
  if (common.dryRun || common.yes || common.confirm === name) return true;
  return (await (await environment()).query('environment.show', {})).production;
}

async function review(context: Context, name: string): Promise<void> {
  const shares = await context.prompt.choose({
    message: 'Review',
    choices: [
      { value: true, label: 'share it' },
      { value: false, label: 'leave without sharing' },
    ],
  });
  if (!shares) throw left('share', name);
}
