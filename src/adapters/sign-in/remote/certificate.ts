import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { SignJWT } from 'jose';
import { problem } from '../../../kernel/problem.ts';
import { secretValue } from '../../../kernel/secret-value.ts';
import type { Assertion } from './app-grant.ts';
import type { Place, WayPorts } from './place.ts';

const lifeSeconds = 300;

/** Signs for an application with its certificate: a PEM file of the certificate and its key, which leaves this machine never. */
export function certificateAssertion(place: Place, { env, nowMs, unguessable }: WayPorts): Assertion {
  const { environment, remote } = place;
  const path = remote.signIn.certificate ?? env.AZURE_CLIENT_CERTIFICATE_PATH ?? '';
  const { certificate, key } = readCertificate(path, env.AZURE_CLIENT_CERTIFICATE_PASSWORD, environment);
  return async ({ clientId, token }) => {
    const now = Math.floor(nowMs() / 1000);
    const text = await new SignJWT({ jti: unguessable() })
      .setProtectedHeader({ alg: algorithmOf(key), typ: 'JWT', 'x5t#S256': thumbprint(certificate) })
      .setIssuer(clientId)
      .setSubject(clientId)
      .setAudience(token)
      .setIssuedAt(now)
      .setNotBefore(now)
      .setExpirationTime(now + lifeSeconds)
      .sign(key);
    return secretValue(text);
  };
}

function readCertificate(path: string, password: string | undefined, environment: string) {
  const refused = (says: string) => problem('login.refused', { environment, says });
  let pem: string;
  try {
    pem = readFileSync(path, 'utf8');
  } catch (error) {
    throw refused(
      `the file of the client certificate cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`,
    );
  }
  try {
    const key = createPrivateKey({ key: pem, ...(password === undefined ? {} : { passphrase: password }) });
    const certificate = new X509Certificate(pem);
    if (!certificate.checkPrivateKey(key)) throw new Error('another key');
    return { certificate, key };
  } catch {
    // What the platform says of it may quote the file.
    throw refused(
      'the file of the client certificate does not hold, as PEM, a certificate and the key that belongs to it',
    );
  }
}

function algorithmOf({ asymmetricKeyType }: KeyObject): string {
  return asymmetricKeyType === 'ec' ? 'ES256' : 'PS256';
}

function thumbprint({ fingerprint256 }: X509Certificate): string {
  return Buffer.from(fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
}
