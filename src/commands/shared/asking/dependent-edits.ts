import type { ConnectionType } from '../../../fields/connection-type.ts';
import type { Setting } from '../../../fields/field.ts';
import { settingText } from '../../../fields/question.ts';
import type { DependentKind } from '../../../model/dependent.ts';
import type { DependentDetail } from '../../../model/query.ts';
import type { Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';
import { type GivenFlags, settingFlags } from '../command-line.ts';
import { type DependentEdits, isAny, type Told, toldAnswers } from './dependent-draft.ts';
import { askDisplayName } from './display-name.ts';
import { reviewed } from './review.ts';
import { askToldAgain } from './told.ts';
import { untilSaved } from './until-saved.ts';

interface Subject {
  readonly kind: DependentKind;
  readonly shown: DependentDetail;
  readonly type: ConnectionType;
}

interface Saving {
  /** Whether a flag is the command's own. */
  readonly isOwn: (flag: string) => boolean;
  /** Saves; `answered` are the flags that give the same, where anything is different. */
  readonly save: (edits: DependentEdits, answered: GivenFlags | undefined) => Promise<Outcome>;
}

interface Draft extends Told {
  readonly displayName: string;
}

/** Shows what an export or enrichment is told, asks again what is chosen, and saves what is different. */
export async function askDependentEdits(
  context: Context,
  { kind, shown, type }: Subject,
  { isOwn, save }: Saving,
): Promise<Outcome> {
  const { displayName, schedule, settings } = shown;
  const review = (draft: Draft) =>
    reviewed(context, draft, {
      answers: (now) => [{ key: 'display name', label: 'Display name', value: now.displayName }, ...toldAnswers(now)],
      again: (now, key) => askAgain(context, now, key),
      save: 'save it',
      what: `the edit of ${shown.name}`,
    });
  return untilSaved<Draft>(context, {
    draft: await review({ displayName, schedule, settings, type }),
    mend: review,
    save(now) {
      const edits = editsOf(shown, now);
      return save(edits, isAny(edits) ? flagsOf(type, edits, isOwn) : undefined);
    },
  });

  async function askAgain(it: Context, now: Draft, key: string): Promise<Draft> {
    if (key !== 'display name') return askToldAgain(it, now, key);
    const answer = await askDisplayName(it, { hint: `what people call the ${kind}`, before: now.displayName });
    return { ...now, displayName: answer };
  }
}

function editsOf(before: DependentDetail, now: Draft): DependentEdits {
  const text = (value: unknown) => (value === undefined ? undefined : settingText(value as Setting));
  const set = Object.entries(now.settings).filter(([key, value]) => text(before.settings[key]) !== text(value));
  return {
    displayName: now.displayName === before.displayName ? undefined : now.displayName,
    schedule: now.schedule === before.schedule ? undefined : now.schedule,
    set: Object.fromEntries(set),
    unset: Object.keys(before.settings).filter((key) => !(key in now.settings)),
  };
}

function flagsOf(
  { usage }: ConnectionType,
  { displayName, schedule, set, unset }: DependentEdits,
  isOwn: Saving['isOwn'],
): GivenFlags {
  return { 'display-name': displayName, schedule, unset, ...settingFlags(usage, set, isOwn) };
}
