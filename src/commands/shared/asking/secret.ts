import type { Field } from '../../../fields/field.ts';
import { isProblem } from '../../../kernel/problem.ts';
import type { Choice } from '../../../kernel/prompter.ts';
import type { SecretValue } from '../../../kernel/secret-value.ts';
import type { Context } from '../../context.ts';
import type { SourcedSecret } from '../given.ts';
import { linkedVault } from '../linked-vault.ts';
import { askVaultSecret } from './vault-secret.ts';

type SecretField = Field & { readonly kind: 'secret' };
type From = 'typed' | 'env' | 'file' | 'vault';

/** A secret to be asked for, and what its type says of it. */
export interface AskedSecret {
  readonly key: string;
  readonly field: SecretField;
  /** Whether a key vault may fill it (R28). */
  readonly fills: boolean;
}

/** Asks where a secret comes from, and takes it from there. Nothing of it is ever shown. */
export async function askSecret(context: Context, asked: AskedSecret): Promise<SourcedSecret | undefined> {
  const { field } = asked;
  const optional = field.optional === true;
  const from = await context.prompt.choose<From | 'nothing'>({
    message: field.label,
    hint: field.help,
    choices: [
      ...(await sources(context, asked)),
      ...(optional ? [{ value: 'nothing', label: 'leave it out' } as const] : []),
    ],
    ...(optional ? { initial: 'nothing' } : {}),
  });
  if (from === 'nothing') return undefined;
  return (await takeSecret(context, asked, from)) ?? askSecret(context, asked);
}

/** What becomes of a secret that is there: another one, the one it is, or none. */
export type SecretAgain = SourcedSecret | 'kept' | 'taken away';

interface Keeping {
  /** In place of what the secret is for. */
  readonly hint?: string;
  /** What keeping it means. */
  readonly keep: string;
  readonly aside?: string;
  /** Whether it is a key vault secret now, which it stays (R29). */
  readonly stays?: boolean;
}

/** Asks the same of a secret that is there already. */
export async function askSecretAgain(context: Context, asked: AskedSecret, keeping: Keeping): Promise<SecretAgain> {
  const { field } = asked;
  const { hint = field.help, keep, aside, stays = false } = keeping;
  const closed = 'it stays with the key vault';
  const choices = (await sources(context, asked)).map((it) => (stays && it.value !== 'vault' ? { ...it, closed } : it));
  const from = await context.prompt.choose<From | 'kept' | 'taken away'>({
    message: field.label,
    hint: stays ? 'one of the key vault stays there; `connection replace` leads elsewhere' : hint,
    choices: [
      ...choices,
      { value: 'kept', label: keep, ...(aside === undefined ? {} : { aside }) },
      ...(field.optional === true ? [{ value: 'taken away', label: 'take it away' } as const] : []),
    ],
    ...(stays ? { initial: 'kept' } : {}),
  });
  if (from === 'kept' || from === 'taken away') return from;
  return (await takeSecret(context, asked, from)) ?? askSecretAgain(context, asked, keeping);
}

async function sources(context: Context, { field, fills }: AskedSecret): Promise<readonly Choice<From>[]> {
  const vault = fills ? await linkedVault(context) : undefined;
  return [
    ...(vault === undefined
      ? []
      : [
          {
            value: 'vault',
            label: 'take it from the key vault',
            aside: vault.name,
            says: 'from then on it stays there',
          } as const,
        ]),
    // What has several lines cannot be typed blindly.
    ...(field.shape === 'private-key'
      ? []
      : [{ value: 'typed', label: 'type it', aside: 'nothing is shown while you type' } as const]),
    { value: 'file', label: 'read it from a file', aside: 'file:PATH' },
    { value: 'env', label: 'take it from a variable', aside: 'env:NAME' },
  ];
}

/** Nothing where it cannot be taken from there, which was told. */
async function takeSecret(
  context: Context,
  { key, field: { label } }: AskedSecret,
  from: From,
): Promise<SourcedSecret | undefined> {
  if (from === 'typed') return { secret: await context.prompt.secret({ message: label }), source: 'prompt' };
  return from === 'vault' ? askVaultSecret(context) : askSource(context, key, from);
}

async function askSource(context: Context, key: string, from: 'env' | 'file'): Promise<SourcedSecret> {
  let secret: SecretValue | undefined;
  const place = await context.prompt.text({
    message: from === 'env' ? 'Name of the variable' : 'Path of the file',
    async judge(typed) {
      if (typed.trim() === '') return from === 'env' ? 'name a variable' : 'name a file';
      try {
        secret = await context.secret(key, `${from}:${typed.trim()}`);
        return undefined;
      } catch (error) {
        if (!isProblem(error)) throw error;
        return error.detail;
      }
    },
  });
  const source = `${from}:${place.trim()}`;
  return { secret: secret ?? (await context.secret(key, source)), source };
}
