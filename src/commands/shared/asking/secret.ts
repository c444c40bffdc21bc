import type { Field } from '../../../fields/field.ts';
import { isProblem } from '../../../kernel/problem.ts';
import type { SecretValue } from '../../../kernel/secret-value.ts';
import type { Context } from '../../context.ts';
import type { SourcedSecret } from '../given.ts';

type SecretField = Field & { readonly kind: 'secret' };
type From = 'typed' | 'env' | 'file' | 'nothing';

/** Asks where a secret comes from, and takes it from there. Nothing of it is ever shown. */
export async function askSecret(context: Context, key: string, field: SecretField): Promise<SourcedSecret | undefined> {
  const { prompt } = context;
  const typed = { value: 'typed', label: 'type it', aside: 'nothing is shown while you type' } as const;
  const others = [
    { value: 'file', label: 'read it from a file', aside: 'file:PATH' },
    { value: 'env', label: 'take it from a variable', aside: 'env:NAME' },
  ] as const;
  const from = await prompt.choose<From>({
    message: field.label,
    hint: field.help,
    choices: [
      // What has several lines cannot be typed blindly.
      ...(field.shape === 'private-key' ? others : [typed, ...others]),
      ...(field.optional === true ? [{ value: 'nothing', label: 'leave it out' } as const] : []),
    ],
    ...(field.optional === true ? { initial: 'nothing' } : {}),
  });
  switch (from) {
    case 'nothing':
      return undefined;
    case 'typed': {
      const secret = await prompt.secret({ message: field.label });
      return { secret, source: 'prompt' };
    }
    case 'env':
    case 'file':
      return askSource(context, key, from);
  }
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
