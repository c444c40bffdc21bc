import { keptSettings } from '../../../fields/edited.ts';
import type { Field } from '../../../fields/field.ts';
import { applies } from '../../../fields/visible.ts';
import { canonical } from '../../../kernel/canonical.ts';
import { isSecretValue } from '../../../kernel/secret-value.ts';
import type { ConnectionDependents } from '../../../model/query.ts';
import { shareWords } from '../share-words.ts';
import { type Editing, settingsNow } from './edits.ts';
import { secretsOnTheMove } from './secrets-on-the-move.ts';
import { keptKind, settingTextOf, shareText } from './value-text.ts';

/** One thing that will be different: from what to what, or for a secret only that it is. */
interface Difference {
  readonly label: string;
  readonly before: string | null;
  readonly after: string;
}

/** What saving makes different, and what uses it from its next run; shown before it is saved. */
export function differencesOf(editing: Editing, { exports, enrichments }: ConnectionDependents) {
  const { base, type, edits } = editing;
  const own: Difference[] = [
    ...(edits.displayName === undefined
      ? []
      : [{ label: 'Display name', before: base.displayName, after: edits.displayName }]),
  ];
  const fields = Object.entries(type.fields).flatMap(([key, field]) => differenceOf(editing, key, field));
  const others: Difference[] = [
    ...(edits.share === undefined
      ? []
      : [{ label: 'Who may use it', before: shareText(shareWords(base.sharedWith)), after: shareText(edits.share) }]),
    ...(edits.terms === undefined
      ? []
      : [{ label: 'Terms', before: null, after: `agreed to those of ${edits.terms}` }]),
    ...(edits.tenant === undefined ? [] : [{ label: 'Tenant', before: base.tenant ?? 'none', after: edits.tenant }]),
  ];
  const active = [
    ...exports.map((it) => ({ kind: 'export', ...it })),
    ...enrichments.map((it) => ({ kind: 'enrichment', ...it })),
  ].filter(({ status }) => status === 'active');
  return {
    name: base.name,
    differences: [...own, ...fields, ...others],
    // Only settings and secrets play a part in a run.
    uses: fields.length === 0 ? null : active.map(({ kind, name, schedule }) => ({ kind, name, schedule })),
  };
}

function differenceOf(editing: Editing, key: string, field: Field): readonly Difference[] {
  const { base, type, edits } = editing;
  const now = settingsNow(editing);
  const { label } = field;
  const gone = applies(field, type.fields, now) ? undefined : 'goes, because it applies no longer';
  if (field.kind !== 'secret') {
    const before = keptSettings(type.fields, base.settings)[key];
    if (canonical(before) === canonical(now[key])) return [];
    return [{ label, before: settingTextOf(field, before), after: gone ?? settingTextOf(field, now[key]) }];
  }
  const there = base.secrets[key] !== undefined;
  const says = (after: string) => [{ label, before: null, after }];
  const fresh = edits.secrets[key];
  // A name in the vault is no secret, so what it was and will be can be shown.
  if (fresh !== undefined && !isSecretValue(fresh.secret))
    return [{ label, before: there ? keptKind(base.secrets[key]) : null, after: fresh.source }];
  if (fresh !== undefined) return says(there ? 'changed' : 'given');
  if (!there) return [];
  if (gone !== undefined) return says(gone);
  if (edits.unset.includes(key)) return says('taken away');
  return secretsOnTheMove(editing).secrets.includes(key) ? says('kept, and sent to the new target') : [];
}
