import type { ConnectionType } from '../../../fields/connection-type.ts';
import type { Field } from '../../../fields/field.ts';
import type { ShareWord } from '../../../model/change.ts';
import type { ShownSecret } from '../../../model/query.ts';
import { valueText } from '../asking/connection-draft.ts';
import type { SourcedSecret } from '../given.ts';

/** A setting as a person reads it; `none` where there is none. */
export function settingTextOf(field: Exclude<Field, { kind: 'secret' }>, value: unknown): string {
  return value === undefined ? 'none' : valueText(field, value, undefined);
}

/** Where a secret is kept, never what it is. */
export function keptText(kept: ShownSecret | undefined): string {
  if (kept === undefined) return 'none';
  if (kept.source === 'missing') return 'missing';
  if (kept.source === 'stored') return `stored, changed ${kept.changedAt.replace(/\.\d+Z$/, 'Z')}`;
  return `key vault ${kept.secret}${kept.version === null ? '' : `, version ${kept.version}`}`;
}

/** The same of what it was before, in short. */
export function keptKind(kept: ShownSecret | undefined): string {
  return kept?.source === 'stored' ? 'stored' : keptText(kept);
}

/** Where a secret that was given now comes from. */
export function givenText({ source }: Pick<SourcedSecret, 'source'>): string {
  return source === 'prompt' ? 'typed, not shown' : `from ${source}`;
}

export function shareText(words: readonly ShareWord[]): string {
  return ['administrators', ...words.filter((word) => word !== 'administrators')].join(', ');
}

/** What a field of a version is called: `settings.hostname` by its label. */
export function labelOf({ fields }: ConnectionType, path: string): string {
  const own: { readonly [path: string]: string } = {
    displayName: 'Display name',
    sharedWith: 'Who may use it',
    terms: 'Terms',
  };
  return own[path] ?? fields[path.replace(/^(?:settings|secrets)\./, '')]?.label ?? path;
}
