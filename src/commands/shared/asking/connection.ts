import { check, missingSecrets } from '../../../fields/check.ts';
import { problem } from '../../../kernel/problem.ts';
import type { ShareWord } from '../../../model/change.ts';
import type { Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';
import type { SourcedSecrets } from '../given.ts';
import { refuseForRole } from '../refuse-for-role.ts';
import { typeAt } from '../type-at.ts';
import type { Asked } from './asked.ts';
import { type ConnectionDraft, draftFlags, typedVariables } from './connection-draft.ts';
import { askLackingConnection, reviewConnection } from './connection-interview.ts';
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
  /** Whether it is tested before it is saved. */
  readonly test?: boolean;
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
  const answered = interview ? await askLackingConnection(context, start) : start;
  let { terms } = given;

  return untilSaved(context, {
    draft: answered,
    mend: interview ? (draft) => reviewConnection(context, draft) : undefined,
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
