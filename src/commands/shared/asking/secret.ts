import type { Field } from '../../../fields/field.ts';
import { isProblem } from '../../../kernel/problem.ts';
import type { Choice } from '../../../kernel/prompter.ts';
import type { SecretValue } from '../../../kernel/secret-value.ts';
import type { Context } from '../../context.ts';
import type { SourcedSecret } from '../given.ts';

type SecretField = Field & { readonly kind: 'secret' };
type From = 'typed' | 'env' | 'file';

/** Asks where a secret comes from, and takes it from there. Nothing of it is ever shown. */
export async function askSecret(context: Context, key: string, field: SecretField): Promise<SourcedSecret | undefined> {
  const optional = field.optional === true;
  const from = await context.prompt.choose<From | 'nothing'>({
    message: field.label,
    hint: field.help,
    choices: [...sources(field), ...(optional ? [{ value: 'nothing', label: 'leave it out' } as const] : [])],
    ...(optional ? { initial: 'nothing' } : {}),
  });
  return from === 'nothing' ? undefined : takeSecret(context, key, field, from);
}

/** What becomes of a secret that is there: another one, the one it is, or none. */
export type SecretAgain = SourcedSecret | 'kept' | 'taken away';

interface Keeping {
  /** In place of what the secret is for. */
  readonly hint?: string;
  /** What keeping it means. */
  readonly keep: string;
  readonly aside?: string;
}

/** Asks the same of a secret that is there already. */
export async function askSecretAgain(
  context: Context,
  key: string,
  field: SecretField,
  { hint = field.help, keep, aside }: Keeping,
): Promise<SecretAgain> {
  const from = await context.prompt.choose<From | 'kept' | 'taken away'>({
    message: field.label,
    hint,
    choices: [
      ...sources(field),
      { value: 'kept', label: keep, ...(aside === undefined ? {} : { aside }) },
      ...(field.optional === true ? [{ value: 'taken away', label: 'take it away' } as const] : []),
    ],
  });
  return from === 'kept' || from === 'taken away' ? from : takeSecret(context, key, field, from);
}

function sources({ shape }: SecretField): readonly Choice<From>[] {
  return [
    // What has several lines cannot be typed blindly.
    ...(shape === 'private-key'
      ? []
      : [{ value: 'typed', label: 'type it', aside: 'nothing is shown while you type' } as const]),
    { value: 'file', label: 'read it from a file', aside: 'file:PATH' },
    { value: 'env', label: 'take it from a variable', aside: 'env:NAME' },
  ];
}

async function takeSecret(context: Context, key: string, { label }: SecretField, from: From): Promise<SourcedSecret> {
  if (from === 'typed') return { secret: await context.prompt.secret({ message: label }), source: 'prompt' };
  return askSource(context, key, from);
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
