import { readFileSync } from 'node:fs';
import { longest } from '../../kernel/name.ts';
import { problem } from '../../kernel/problem.ts';
import { type SecretValue, secretValue } from '../../kernel/secret-value.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Reads a secret from where a person says it is: `env:VAR`, `file:PATH`, `stdin`. */
export interface SecretSources {
  read(field: string, source: string): Promise<SecretValue>;
}

/** Takes exactly one line end off, refuses an empty value, and reads standard input once. Nothing read is ever part of an error. */
export function createSecretSources(env: Variables): SecretSources {
  let usedBy: string | undefined;
  return {
    async read(field, source) {
      const plain = raw(field, source);
      const value = plain.endsWith('\r\n') ? plain.slice(0, -2) : plain.endsWith('\n') ? plain.slice(0, -1) : plain;
      if (value === '') throw problem('secret.empty', { field, source });
      if (value.includes('\0')) throw problem('secret.source', { field, source, says: 'it holds a NUL character' });
      if (value.length > longest.secret)
        throw problem('secret.source', { field, source, says: `it is longer than ${longest.secret} characters` });
      return secretValue(value);
    },
  };

  function raw(field: string, source: string): string {
    if (source.startsWith('env:')) {
      const name = source.slice('env:'.length);
      const value = env[name];
      if (value !== undefined) return value;
      // What does not look like the name of a variable may be the secret itself.
      const shown = /^[A-Z_][A-Z0-9_]*$/.test(name) ? source : 'env:VARIABLE';
      throw problem('secret.source', { field, source: shown, says: 'the variable is not set' });
    }
    if (source === 'stdin') {
      if (usedBy !== undefined)
        throw problem('secret.source', { field, source, says: `standard input was used up by \`${usedBy}\`` });
      usedBy = field;
      return readText(field, source, 0);
    }
    return readText(field, source, source.slice('file:'.length));
  }

  function readText(field: string, source: string, from: number | string): string {
    let bytes: Buffer;
    try {
      bytes = readFileSync(from);
    } catch (error) {
      throw problem('secret.source', { field, source, says: reason((error as NodeJS.ErrnoException).code) });
    }
    if (bytes.length > longest.secret * 4) {
      throw problem('secret.source', { field, source, says: `it is longer than ${longest.secret} characters` });
    }
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    } catch {
      throw problem('secret.source', { field, source, says: 'it is not UTF-8 text' });
    }
  }
}

function reason(code: string | undefined): string {
  switch (code) {
    case 'ENOENT':
      return 'the file is not there';
    case 'EACCES':
    case 'EPERM':
      return 'the file may not be read';
    case 'EISDIR':
      return 'it is a folder';
    case 'EAGAIN':
    case 'EOF':
      return 'nothing was sent';
    default:
      return `it cannot be read (${code ?? 'unknown'})`;
  }
}
