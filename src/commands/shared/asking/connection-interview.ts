import { probeOf } from '../../../catalog/probe-of.ts';
import type { ConnectionType } from '../../../fields/connection-type.ts';
import type { Context } from '../../context.ts';
import { typeAt } from '../type-at.ts';
import { askField, askFields, type ConnectionDraft, draftAnswers, withoutStray } from './connection-draft.ts';
import { askDisplayName } from './display-name.ts';
import { reviewed } from './review.ts';
import { askShare } from './share.ts';
import { askType } from './type.ts';

/** Asks what a connection lacks, then shows all of it. */
export async function askLackingConnection(context: Context, draft: ConnectionDraft): Promise<ConnectionDraft> {
  const displayName = draft.displayName === '' ? await askName(context, draft.type) : draft.displayName;
  const inputs = await askFields(context, draft.type, draft);
  const share = draft.type.shareable && draft.share.length === 0 ? await askShare(context) : draft.share;
  return reviewConnection(context, { ...draft, ...inputs, displayName, share });
}

/** Shows all of a connection, and asks again what is chosen. */
export function reviewConnection(context: Context, draft: ConnectionDraft): Promise<ConnectionDraft> {
  return reviewed<ConnectionDraft>(
    context,
    { ...draft, test: false },
    {
      answers: draftAnswers,
      again: (before, key) => askAgain(context, before, key),
      testing: async (before) =>
        (await canBeTested(before)) ? { label: 'test it first', draft: { ...before, test: true } } : undefined,
      save: 'save it',
      what: 'the connection',
    },
  );
}

// A check is known, and a sign-in in a browser does not come after it.
async function canBeTested({ type, secrets }: ConnectionDraft): Promise<boolean> {
  const { kind } = await probeOf(type.id);
  return kind !== 'none' && (type.signIn !== 'browser' || secrets.refreshToken !== undefined);
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
  const inputs = withoutStray(type, await askField(context, field, name, draft, type.keyVault));
  // What was left out on purpose is not asked again; what only now applies is.
  const asked = Object.keys(type.fields).filter((it) => draftAnswers(draft).some((line) => line.key === `field:${it}`));
  return { ...draft, ...(await askFields(context, type, inputs, asked)) };
}

function askName(context: Context, type: ConnectionType, before?: string): Promise<string> {
  const hint = 'what people call it, telling purpose and target, such as Retail nightly drop';
  return askDisplayName(context, { kind: 'connection', hint, form: type.displayName, before });
}
