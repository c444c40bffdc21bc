import type { Change } from '../../../model/change.ts';
import { narrows } from '../../../model/sharing.ts';
import type { Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';
import { act } from '../apply.ts';
import { secretsOf } from '../given.ts';
import { sharedWithOf } from '../share-words.ts';
import { type Candidate, testBefore } from '../testing/test-before.ts';
import { type Editing, settingsNow } from './edits.ts';
import { keepsKnowingly } from './secrets-on-the-move.ts';

interface Saving {
  /** The same without questions. */
  readonly command: string;
  readonly variables: readonly string[];
  readonly asked: boolean;
  /** Whether it is tested before it is saved. */
  readonly test?: boolean;
  /** Shows what is different, where the gate asks and it was not shown yet. */
  readonly picture?: () => Promise<void>;
}

/** What has to be agreed to besides the change itself. */
export function consequencesOf(editing: Editing): readonly string[] {
  const { base, edits } = editing;
  const takesAway = edits.share !== undefined && narrows(base.sharedWith, sharedWithOf(edits.share));
  return [
    ...(keepsKnowingly(editing) ? [`keeps the stored secrets of ${base.name} for the target that is given now`] : []),
    ...(takesAway ? [`takes ${base.name} from contributors who can use it now`] : []),
  ];
}

/** Saves all of it in one step, only if it is still as it was seen where somebody decided by what they saw. */
export async function saveEdits(
  context: Context,
  editing: Editing,
  { picture, test = false, ...saving }: Saving,
): Promise<Outcome> {
  const { name, revision } = editing.base;
  const { common } = context;
  const consequences = consequencesOf(editing);
  const expected = common.ifRevision ?? (saving.asked || consequences.length > 0 ? revision : undefined);
  // The first one alone: those after it find the revision that it made.
  const changes = changesOf(editing).map((change, at) =>
    at > 0 || expected === undefined ? change : { ...change, ifRevision: expected },
  );
  return act(
    { ...context, common: { ...common, ifRevision: undefined } },
    {
      ...saving,
      changes,
      test: test ? () => testBefore(context, [candidateOf(editing)]) : undefined,
      agree: {
        severity: consequences.length === 0 ? 'none' : 'moderate',
        name,
        says: `this ${consequences.length === 0 ? `changes ${name}` : consequences.join(' and ')}`,
        ...(picture === undefined ? {} : { picture }),
      },
      next: ({ result }) => (result === 'unchanged' ? [] : [`cinch connection show ${name}`]),
    },
  );
}

/** The connection as it would be. */
export function candidateOf(editing: Editing): Candidate {
  const { base, type, edits } = editing;
  const { name, displayName } = base;
  const secrets = secretsOf(edits.secrets);
  const settings = settingsNow(editing);
  return { type, ref: base.id, name, displayName, settings, secrets, base, unset: edits.unset };
}

export function changesOf(editing: Editing): readonly Change[] {
  const { base, edits } = editing;
  const { displayName, set, unset, secrets, share, terms, tenant } = edits;
  const fields = [...Object.keys(set), ...unset, ...Object.keys(secrets)];
  const edit = fields.length > 0 || [share, terms, tenant].some((it) => it !== undefined);
  return [
    ...(edit
      ? [
          {
            change: 'connection.edit',
            connection: base.id,
            set,
            secrets: secretsOf(secrets),
            unset,
            ...(keepsKnowingly(editing) ? { keepSecrets: true } : {}),
            ...(share === undefined ? {} : { share: share.length === 0 ? ['administrators'] : share }),
            ...(terms === undefined ? {} : { terms }),
            ...(tenant === undefined ? {} : { tenant }),
          } as const,
        ]
      : []),
    ...(displayName === undefined ? [] : [{ change: 'connection.rename', connection: base.id, displayName } as const]),
  ];
}
