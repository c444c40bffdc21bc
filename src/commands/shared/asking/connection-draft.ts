import type { ConnectionType } from '../../../fields/connection-type.ts';
import type { Field, Settings } from '../../../fields/field.ts';
import { nextQuestion } from '../../../fields/question.ts';
import { applies } from '../../../fields/visible.ts';
import { nameFrom } from '../../../kernel/name.ts';
import type { ShareWord } from '../../../model/change.ts';
import type { Context } from '../../context.ts';
import { besidesDefaults, type GivenFlags, settingFlags } from '../command-line.ts';
import { isOwnFlag } from '../connection-flags.ts';
import type { SourcedSecret, SourcedSecrets } from '../given.ts';
import type { Answer } from './review.ts';
import { askSecret } from './secret.ts';
import { askSetting } from './setting.ts';

/** A connection on its way: what was given and what was answered so far. */
export interface ConnectionDraft {
  readonly type: ConnectionType;
  readonly displayName: string;
  readonly settings: { readonly [key: string]: unknown };
  readonly secrets: SourcedSecrets;
  readonly share: readonly ShareWord[];
  /** Whether it is tested before it is saved. */
  readonly test?: boolean;
}

type Inputs = Pick<ConnectionDraft, 'settings' | 'secrets'>;

/** Asks every field that applies and has no answer, in the declaration's order; `settled` ones were left out on purpose. */
export async function askFields(
  context: Context,
  { fields, keyVault }: Pick<ConnectionType, 'fields' | 'keyVault'>,
  given: Inputs,
  settled: readonly string[] = [],
): Promise<Inputs> {
  let inputs = given;
  const asked = new Set([...Object.keys(given.settings), ...Object.keys(given.secrets), ...settled]);
  for (;;) {
    const key = nextQuestion(fields, inputs.settings as Settings, asked);
    if (key === undefined) return inputs;
    inputs = await askField(context, fields[key] as Field, key, inputs, keyVault);
    asked.add(key);
  }
}

/** Asks one field again. An answer that leaves no place for others takes those away. */
export async function askField(
  context: Context,
  field: Field,
  key: string,
  before: Inputs,
  keyVault?: ConnectionType['keyVault'],
): Promise<Inputs> {
  const { [key]: _, ...secrets } = before.secrets;
  const { [key]: old, ...settings } = before.settings;
  if (field.kind === 'secret') {
    const answer = await askSecret(context, { key, field, fills: keyVault?.fills.includes(key) === true });
    return { ...before, secrets: answer === undefined ? secrets : { ...secrets, [key]: answer } };
  }
  const answer = await askSetting(context.prompt, key, field, old as string | undefined);
  return { ...before, settings: answer === undefined ? settings : { ...settings, [key]: answer } };
}

/** Without what applies no longer, such as the password once the sign-in is by key. */
export function withoutStray({ fields }: ConnectionType, { settings, secrets }: Inputs): Inputs {
  const fitting = <V>(answers: { readonly [key: string]: V }) =>
    Object.fromEntries(
      Object.entries(answers).filter(
        ([key]) => fields[key] === undefined || applies(fields[key] as Field, fields, settings as Settings),
      ),
    );
  return { settings: fitting(settings), secrets: fitting(secrets) };
}

/** All of it, a line each, as the review shows it. */
export function draftAnswers({ type, displayName, settings, secrets, share }: ConnectionDraft): readonly Answer[] {
  const { fields } = type;
  const shown = Object.entries(fields).flatMap(([key, field]): Answer[] => {
    if (!applies(field, fields, settings as Settings)) return [];
    return [{ key: `field:${key}`, label: field.label, value: valueText(field, settings[key], secrets[key]) }];
  });
  return [
    { key: 'type', label: 'Type', value: type.label },
    { key: 'display name', label: 'Display name', value: `${displayName} (name ${nameFrom(displayName)})` },
    ...shown,
    ...(type.shareable
      ? [{ key: 'share', label: 'Who may use it', value: ['administrators', ...share].join(', ') }]
      : []),
  ];
}

/** A value as the review shows it; of a secret only where it comes from. */
export function valueText(field: Field, value: unknown, secret?: SourcedSecret): string {
  if (field.kind === 'secret') {
    if (secret === undefined) return 'none';
    return secret.source === 'prompt' ? 'typed, not shown' : `from ${secret.source}`;
  }
  const fallback = 'default' in field ? field.default : undefined;
  const shown = value ?? fallback;
  if (shown === undefined) return 'none';
  if (field.kind === 'choice') return field.choices.find((choice) => choice.value === shown)?.label ?? String(shown);
  if (field.kind === 'switch') return ['true', 'yes', 'on', true].includes(shown as string | true) ? 'yes' : 'no';
  const text = [shown].flat().join(',');
  return field.kind === 'text' && field.normalize === 'lowercase' && text !== text.toLowerCase()
    ? `${text} (kept as ${text.toLowerCase()})`
    : text;
}

/** The same as flags, so that nothing has to be asked. */
export function draftFlags({ type, settings, secrets, share }: ConnectionDraft): GivenFlags {
  const secret = secretFlags({ type, secrets });
  return { ...settingFlags(type.fields, besidesDefaults(type.fields, settings), isOwnFlag), secret, share };
}

/** What `--secret` is given for each, from a variable where it was typed. */
export function secretFlags({ type, secrets }: Pick<ConnectionDraft, 'type' | 'secrets'>): readonly string[] {
  return Object.entries(secrets).map(([key, { source }]) =>
    source === 'prompt' ? `${key}=env:${variableFor(type.id, key)}` : `${key}=${source}`,
  );
}

/** The variables that a command line names for secrets that were typed. */
export function typedVariables({ type, secrets }: Pick<ConnectionDraft, 'type' | 'secrets'>): readonly string[] {
  return Object.entries(secrets).flatMap(([key, { source }]) =>
    source === 'prompt' ? [variableFor(type.id, key)] : [],
  );
}

function variableFor(type: string, key: string): string {
  return `${type}_${key.replace(/([a-z0-9])([A-Z])/g, '$1_$2')}`.toUpperCase().replace(/[^A-Z0-9]/g, '_');
}
