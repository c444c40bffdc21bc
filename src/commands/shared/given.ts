import type { Fields } from '../../fields/field.ts';
import { nearest } from '../../kernel/nearest.ts';
import { problem } from '../../kernel/problem.ts';
import type { GivenSecret, GivenSecrets, GivenSettings } from '../../model/change.ts';
import type { Context } from '../context.ts';

/** Settings from typed flags and from `--set field=value`; giving one twice with different values is refused. */
export function givenSettings(typed: GivenSettings, set: readonly string[]): GivenSettings {
  const settings: Record<string, unknown> = Object.assign(Object.create(null), typed);
  for (const pair of set) {
    const [key, value] = pairOf('--set', pair, 'field=value', 'hostname=sftp.partner.example');
    if (key in settings && settings[key] !== value) {
      throw problem('usage.flag_value', {
        flag: '--set',
        rule: 'each field once; this one was given twice with different values',
      });
    }
    settings[key] = value;
  }
  return settings;
}

const sources = ['env', 'file', 'stdin', 'prompt', 'keyvault'];

/** A secret with where it came from, as `--secret FIELD=SOURCE` has it; `prompt` where it was typed. */
export interface SourcedSecret {
  readonly secret: GivenSecret;
  readonly source: string;
}
export type SourcedSecrets = { readonly [field: string]: SourcedSecret };

/** The secrets alone, as a change takes them. */
export function secretsOf(sourced: SourcedSecrets): GivenSecrets {
  return Object.fromEntries(Object.entries(sourced).map(([field, { secret }]) => [field, secret]));
}

/** Secrets from `--secret field=source`, each read from where it is said to be. */
export async function givenSecrets(
  context: Context,
  flags: readonly string[],
  fields: Fields = {},
): Promise<SourcedSecrets> {
  const secrets: Record<string, SourcedSecret> = Object.create(null);
  for (const pair of flags) {
    const [field, source] = pairOf(
      '--secret',
      pair,
      'field=env:VAR, field=file:PATH, field=stdin',
      'password=env:SFTP_PASSWORD',
    );
    if (field in secrets) throw problem('usage.flag_value', { flag: '--secret', rule: 'each secret once' });
    const label = fields[field]?.label ?? field;
    secrets[field] = { secret: await secretFrom(context, field, label, source), source };
  }
  return secrets;
}

/** Whether a person types it: where somebody can be asked, standard input is the terminal, which would show it. */
export function isTyped({ prompt }: Pick<Context, 'prompt'>, source: string): boolean {
  return source === 'prompt' || (source === 'stdin' && prompt.interactive);
}

/** A secret from where it is said to be. */
export async function secretFrom(context: Context, field: string, label: string, source: string): Promise<GivenSecret> {
  const [kind = '', ...rest] = source.split(':');
  if (isTyped(context, source)) return context.prompt.secret({ message: label });
  if (source === 'stdin' || ((kind === 'env' || kind === 'file') && rest.join(':') !== ''))
    return context.secret(field, source);
  const [secret = '', version] = rest.join(':').split('/');
  if (kind === 'keyvault' && secret !== '')
    return version === undefined ? { keyVault: secret } : { keyVault: secret, version };
  // What stands after the sign is not repeated: it may be the secret itself.
  const rule = 'a source: env:VAR, file:PATH, stdin, prompt or keyvault:NAME';
  throw problem('usage.flag_value', {
    flag: `--secret ${field}`,
    rule,
    nearest: nearest(kind, sources),
    example: `--secret ${field}=env:VAR`,
  });
}

/** `left=right`, or the refusal that shows the form. */
export function pairOf(flag: string, text: string, rule: string, example: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw problem('usage.flag_value', { flag, rule, example: `${flag} ${example}` });
  return [text.slice(0, at), text.slice(at + 1)];
}
