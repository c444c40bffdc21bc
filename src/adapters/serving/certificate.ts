import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { problem } from '../../kernel/problem.ts';
import type { Certificate } from './listen.ts';

/** Reads a certificate and the key to it, and refuses what would only fail once somebody connects. */
export function readCertificate(files: { readonly cert: string; readonly key: string }): Certificate {
  const cert = read('--tls-cert', files.cert);
  const key = read('--tls-key', files.key);
  const found = parsed('--tls-cert', files.cert, 'holds no certificate as PEM', () => new X509Certificate(cert));
  const secret = parsed('--tls-key', files.key, 'holds no key as PEM without a passphrase', () =>
    createPrivateKey(key),
  );
  if (!found.checkPrivateKey(secret))
    throw problem('serving.file', { flag: '--tls-key', path: files.key, says: 'is the key to another certificate' });
  return { cert, key };
}

function read(flag: string, path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const says = code === 'ENOENT' ? 'is not there' : `cannot be read (${code ?? 'unknown'})`;
    throw problem('serving.file', { flag, path, says });
  }
}

// What the parser says may quote the key.
function parsed<T>(flag: string, path: string, says: string, parse: () => T): T {
  try {
    return parse();
  } catch {
    throw problem('serving.file', { flag, path, says });
  }
}
