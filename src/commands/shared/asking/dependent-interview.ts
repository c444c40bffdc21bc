import type { DependentKind } from '../../../model/dependent.ts';
import type { ConnectionName } from '../../../model/query.ts';
import type { Context } from '../../context.ts';
import { typeAt } from '../type-at.ts';
import { askFields } from './connection-draft.ts';
import { askConnectionFor } from './connection-for.ts';
import {
  type DependentDraft,
  dependentAnswers,
  type GivenDependent,
  lackingKeys,
  settingsOfType,
} from './dependent-draft.ts';
import { askDisplayName } from './display-name.ts';
import { reviewed } from './review.ts';
import { askSchedule } from './schedule.ts';
import { askToldAgain } from './told.ts';
import { askType } from './type.ts';

/** Asks what an export or enrichment lacks, then shows all of it. */
export async function askLackingDependent(
  context: Context,
  kind: DependentKind,
  given: GivenDependent,
): Promise<DependentDraft> {
  const displayName = given.displayName === '' ? await askName(context, kind) : given.displayName;
  const connection =
    given.connection === undefined && given.type === undefined
      ? await askConnectionFor(context, kind)
      : await shownConnection(context, given.connection);
  const type = await typeAt(context, given.type ?? connection?.type ?? (await askType(context, kind)));
  const schedule = given.schedule ?? (await askSchedule(context.prompt));
  const draft = { displayName, connection, type, schedule, settings: given.settings };
  return reviewDependent(context, kind, await askUsage(context, kind, draft));
}

async function shownConnection(context: Context, connection: string | undefined): Promise<ConnectionName | undefined> {
  if (connection === undefined) return undefined;
  return (await context.environment()).query('connection.show', { connection });
}

/** What a run needs may be told later (D18), so it is asked only on request. */
async function askUsage(context: Context, kind: DependentKind, draft: DependentDraft): Promise<DependentDraft> {
  const { usage } = draft.type;
  const lacking = lackingKeys(draft);
  if (lacking.length === 0) return draft;
  const now = await context.prompt.choose({
    message: 'Tell now what a run needs?',
    hint: `that is ${lacking.map((key) => usage[key]?.label).join(', ')}`,
    choices: [
      { value: true, label: 'now' },
      { value: false, label: 'later', aside: `with \`cinch ${kind} edit\`` },
    ],
  });
  if (!now) return draft;
  const optional = Object.keys(usage).filter((key) => usage[key]?.optional === true);
  const { settings } = await askFields(context, { fields: usage }, { settings: draft.settings, secrets: {} }, optional);
  return { ...draft, settings };
}

/** Shows all of an export or enrichment, and asks again what is chosen. */
export function reviewDependent(context: Context, kind: DependentKind, draft: DependentDraft): Promise<DependentDraft> {
  return reviewed(context, draft, {
    answers: dependentAnswers,
    again: (before, key) => askAgain(context, kind, before, key),
    save: 'save it',
    what: `the ${kind}`,
  });
}

async function askAgain(
  context: Context,
  kind: DependentKind,
  draft: DependentDraft,
  key: string,
): Promise<DependentDraft> {
  if (key === 'display name') return { ...draft, displayName: await askName(context, kind, draft.displayName) };
  if (key === 'connection' || key === 'type') {
    const connection = key === 'type' ? undefined : await askConnectionFor(context, kind);
    const stays = connection === undefined && key === 'connection';
    const id = stays ? draft.type.id : (connection?.type ?? (await askType(context, kind)));
    const type = await typeAt(context, id);
    return { ...draft, connection, type, settings: settingsOfType(type, draft.type, draft.settings) };
  }
  return askToldAgain(context, draft, key);
}

function askName(context: Context, kind: DependentKind, before?: string): Promise<string> {
  const like =
    kind === 'export' ? 'what it sends and where, such as Nightly customers' : 'what it adds, such as Company profiles';
  return askDisplayName(context, { kind, hint: `what people call it, telling ${like}`, before });
}
