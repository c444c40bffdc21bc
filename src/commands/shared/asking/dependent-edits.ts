import type { ConnectionType } from '../../../fields/connection-type.ts';
import type { Setting } from '../../../fields/field.ts';
import { settingText } from '../../../fields/question.ts';
import type { GivenSettings } from '../../../model/change.ts';
import type { DependentKind } from '../../../model/dependent.ts';
import type { DependentDetail } from '../../../model/query.ts';
import type { Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';
import { type Told, toldAnswers } from './dependent-draft.ts';
import { askDisplayName } from './display-name.ts';
import { reviewed } from './review.ts';
import { askToldAgain } from './told.ts';
import { untilSaved } from './until-saved.ts';

/** What is changed of an export or enrichment; what is left out stays. */
export interface DependentEdits {
  readonly displayName: string | undefined;
  readonly schedule: string | undefined;
  readonly set: GivenSettings;
  readonly unset: readonly string[];
}

interface Draft extends Told {
  readonly displayName: string;
}

/** Shows what an export or enrichment is told, asks again what is chosen, and saves what is different. */
export async function askDependentEdits(
  context: Context,
  kind: DependentKind,
  { detail, type }: { readonly detail: DependentDetail; readonly type: ConnectionType },
  save: (edits: DependentEdits) => Promise<Outcome>,
): Promise<Outcome> {
  const { displayName, schedule, settings } = detail;
  const review = (draft: Draft) =>
    reviewed(context, draft, {
      answers: (now) => [{ key: 'display name', label: 'Display name', value: now.displayName }, ...toldAnswers(now)],
      again: (now, key) => askAgain(context, now, key),
      save: 'save it',
      what: `the edit of ${detail.name}`,
    });
  return untilSaved<Draft>(context, {
    draft: await review({ displayName, schedule, settings, type }),
    mend: review,
    save: (now) => save(editsOf(detail, now)),
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
