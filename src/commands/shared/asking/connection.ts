import { check, missingSecrets } from '../../../fields/check.ts';
import type { ConnectionType } from '../../../fields/connection-type.ts';
import { problem } from '../../../kernel/problem.ts';
import type { ShareWord } from '../../../model/change.ts';
import type { Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';
import type { SourcedSecrets } from '../given.ts';
import { refuseForRole } from '../refuse-for-role.ts';
import { typeAt } from '../type-at.ts';
import {
  askField,
  askFields,
  type ConnectionDraft,
  draftAnswers,
  draftFlags,
  typedVariables,
  withoutStray,
} from './connection-draft.ts';
import { askDisplayName } from './display-name.ts';
import { reviewed } from './review.ts';
import { askShare } from './share.ts';
import { askTerms } from './terms.ts';
import { askType } from './type.ts';
import { untilSaved } from './until-saved.ts';

/** A connection as it was given, by flags or by answers. */
export interface GivenConnection {
  readonly type: string | undefined;
  readonly displayName: string;
  readonly settings: { readonly [key: string]: unknown };
  readonly secrets: SourcedSecrets;
  readonly share: readonly ShareWord[];
  readonly terms: string | undefined;
}

/** What has to be typed for the same without questions. */
export interface Asked {
  readonly asked: boolean;
  readonly flags: { readonly [flag: string]: string | boolean | readonly string[] | undefined };
  readonly variables?: readonly string[];
}

/**
 * Asks what is missing of a connection, shows all of it, and saves. Where nothing but the agreement is missing, only that
 * is asked. Nothing is written before the end, so that Ctrl-C leaves nothing.
 */
export async function askConnection(
  context: Context,
  given: GivenConnection,
  save: (connection: GivenConnection, asked: Asked) => Promise<Outcome>,
): Promise<Outcome> {
  if ((await context.knownEnvironment()) !== undefined) {
    await context.environmentToChange();
    await refuseForRole(context, { change: 'connection.add', type: given.type ?? '', displayName: given.displayName });
  }
  const type = await typeAt(context, given.type ?? (await askType(context)));
  if (!type.addable)
    throw problem('type.not_addable', { type: type.id, label: type.label, uses: type.usesType ?? null });
  const start: ConnectionDraft = { ...given, type };
  const interview = given.type === undefined || lacks(start);
  const answered = interview ? await askLacking(context, start) : start;
  let { terms } = given;

  return untilSaved(context, {
    draft: answered,
    mend: interview ? (draft) => review(context, draft) : undefined,
    async save(draft) {
      const agreed = draft.type.consent;
      const asks = agreed !== 'none' && terms === undefined;
      if (asks) terms = await askTerms(context, agreed);
      const asked: Asked = { asked: interview || asks, flags: draftFlags(draft), variables: typedVariables(draft) };
      return save({ ...draft, type: draft.type.id, terms }, asked);
    },
  });
}

// Wrong answers are left to the judge behind the door, which finds all of them at once.
function lacks({ type, displayName, settings, secrets }: ConnectionDraft): boolean {
  const checked = check(type.fields, settings);
  const issues = checked.ok
    ? missingSecrets(type.fields, checked.value, new Set(Object.keys(secrets)))
    : checked.issues.filter(({ code }) => code === 'missing');
  return displayName === '' || issues.length > 0;
}

async function askLacking(context: Context, draft: ConnectionDraft): Promise<ConnectionDraft> {
  const displayName = draft.displayName === '' ? await askName(context, draft.type) : draft.displayName;
  const inputs = await askFields(context, draft.type, draft);
  const share = draft.type.shareable && draft.share.length === 0 ? await askShare(context) : draft.share;
  return review(context, { ...draft, ...inputs, displayName, share });
}

function review(context: Context, draft: ConnectionDraft): Promise<ConnectionDraft> {
  return reviewed(context, draft, {
    answers: draftAnswers,
    again: (before, key) => askAgain(context, before, key),
    save: 'save it',
    what: 'the connection',
  });
}

async function askAgain(context: Context, draft: ConnectionDraft, key: string): Promise<ConnectionDraft> {
  const { type } = draft;
  if (key === 'display name') return { ...draft, displayName: await askName(context, type, draft.displayName) };
  if (key === 'share') return { ...draft, share: await askShare(context) };
  if (key === 'type') {
    const other = await typeAt(context, await askType(context));
    const kept = <V>(answers: { readonly [key: string]: V }) =>
      Object.fromEntries(Object.entries(answers).filter(([it]) => other.fields[it]?.kind === type.fields[it]?.kind));
    const inputs = { settings: kept(draft.settings), secrets: kept(draft.secrets) };
    const share = other.shareable ? draft.share : [];
    return { ...draft, type: other, share, ...(await askFields(context, other, inputs)) };
  }
  const name = key.slice('field:'.length);
  const field = type.fields[name];
  if (field === undefined) return draft;
  const inputs = withoutStray(type, await askField(context, field, name, draft));
  // What was left out on purpose is not asked again; what only now applies is.
  const asked = Object.keys(type.fields).filter((it) => draftAnswers(draft).some((line) => line.key === `field:${it}`));
  return { ...draft, ...(await askFields(context, type, inputs, asked)) };
}

function askName(context: Context, type: ConnectionType, before?: string): Promise<string> {
  const hint = 'what people call it, telling purpose and target, such as Retail nightly drop';
  return askDisplayName(context, { kind: 'connection', hint, form: type.displayName, before });
}
