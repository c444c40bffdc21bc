import type { ConnectionType } from '../../../fields/connection-type.ts';
import type { Field, Settings } from '../../../fields/field.ts';
import { applies } from '../../../fields/visible.ts';
import { nameFrom } from '../../../kernel/name.ts';
import type { GivenSettings } from '../../../model/change.ts';
import type { ConnectionName } from '../../../model/query.ts';
import { valueText } from './connection-draft.ts';
import type { Answer } from './review.ts';
import { scheduleText } from './schedule.ts';

/** An export or enrichment as it was given, by flags or by answers. */
export interface GivenDependent {
  readonly displayName: string;
  readonly connection: string | undefined;
  readonly type: string | undefined;
  readonly schedule: string | undefined;
  readonly settings: GivenSettings;
}

/** What is changed of an export or enrichment; what is left out stays. */
export interface DependentEdits {
  readonly displayName: string | undefined;
  readonly schedule: string | undefined;
  readonly set: GivenSettings;
  readonly unset: readonly string[];
}

/** Whether anything is changed at all. */
export function isAny({ displayName, schedule, set, unset }: DependentEdits): boolean {
  return [...Object.keys(set), ...unset].length > 0 || (schedule ?? displayName) !== undefined;
}

/** What is told of an export or enrichment besides its names and its place. */
export interface Told {
  readonly type: Pick<ConnectionType, 'usage'>;
  readonly schedule: string;
  readonly settings: { readonly [key: string]: unknown };
}

/** An export or enrichment on its way: what was given and what was answered so far. */
export interface DependentDraft extends Told {
  readonly displayName: string;
  readonly connection: ConnectionName | undefined;
  readonly type: ConnectionType;
}

/** The keys of what a run needs and was not told (D18). */
export function lackingKeys({ type: { usage }, settings }: Told): readonly string[] {
  return Object.entries(usage).flatMap(([key, field]) => {
    const told = key in settings || ('default' in field && field.default !== undefined);
    return told || field.optional === true || !applies(field, usage, settings as Settings) ? [] : [key];
  });
}

/** Without what the type does not take, such as after another connection was chosen. */
export function settingsOfType(
  { usage }: ConnectionType,
  before: ConnectionType,
  settings: DependentDraft['settings'],
): DependentDraft['settings'] {
  const same = ([key]: [string, unknown]) => usage[key] !== undefined && usage[key].kind === before.usage[key]?.kind;
  return Object.fromEntries(Object.entries(settings).filter(same));
}

/** Without what applies no longer. */
export function withoutStraySettings({ type: { usage }, settings }: Told): DependentDraft['settings'] {
  const stays = ([key]: [string, unknown]) =>
    usage[key] === undefined || applies(usage[key] as Field, usage, settings as Settings);
  return Object.fromEntries(Object.entries(settings).filter(stays));
}

/** All of it, a line each, as the review shows it. */
export function dependentAnswers(draft: DependentDraft): readonly Answer[] {
  const { displayName, connection, type } = draft;
  return [
    { key: 'display name', label: 'Display name', value: `${displayName} (name ${nameFrom(displayName)})` },
    { key: 'connection', label: 'Connection', value: connection?.displayName ?? 'none for now' },
    ...(connection === undefined ? [{ key: 'type', label: 'Type', value: type.label }] : []),
    ...toldAnswers(draft),
  ];
}

/** When it runs and what it is told, a line each. */
export function toldAnswers({ type: { usage }, schedule, settings }: Told): readonly Answer[] {
  const fields = Object.entries(usage).filter(([, field]) => applies(field, usage, settings as Settings));
  return [
    { key: 'schedule', label: 'Runs', value: scheduleText(schedule) },
    ...fields.map(([key, field]) => ({
      key: `field:${key}`,
      label: field.label,
      value: valueText(field, settings[key]),
    })),
  ];
}
