import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import forge from 'node-forge';

/** A certificate authority of the tests alone, and a certificate of it for some host names; both as PEM. */
export interface TestAuthority {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Makes an authority that nobody else trusts, and has it vouch for these hosts. */
export function createTestAuthority(hosts: readonly string[]): TestAuthority {
  const [ca, leaf] = [keys(), keys()];
  const name = [{ name: 'commonName', value: 'Authority of the tests' }];
  const caCertificate = certificate(ca.publicKey, name, name, ca.privateKey, [
    { name: 'basicConstraints', cA: true, critical: true },
    { name: 'keyUsage', keyCertSign: true, critical: true },
  ]);
  const leafCertificate = certificate(leaf.publicKey, [{ name: 'commonName', value: hosts[0] }], name, ca.privateKey, [
    { name: 'basicConstraints', cA: false },
    { name: 'subjectAltName', altNames: hosts.map((value) => ({ type: 2, value })) },
  ]);
  return {
    ca: forge.pki.certificateToPem(caCertificate),
    cert: forge.pki.certificateToPem(leafCertificate),
    key: leaf.privateKey.export({ type: 'pkcs1', format: 'pem' }) as string,
  };
}

function keys() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string;
  return { privateKey, publicKey: forge.pki.publicKeyFromPem(pem) };
}

let serial = 0;
function certificate(
  publicKey: forge.pki.rsa.PublicKey,
  subject: forge.pki.CertificateField[],
  issuer: forge.pki.CertificateField[],
  signer: KeyObject,
  extensions: object[],
) {
  const made = forge.pki.createCertificate();
  serial += 1;
  made.publicKey = publicKey;
  made.serialNumber = `0${serial}`;
  made.validity.notBefore = new Date(Date.now() - 3_600_000);
  made.validity.notAfter = new Date(Date.now() + 86_400_000);
  made.setSubject(subject);
  made.setIssuer(issuer);
  made.setExtensions(extensions);
  made.sign(signedBy(signer, made), forge.md.sha256.create());
  return made;
}

// The runtime signs in a millisecond; the library's own arithmetic takes seconds.
function signedBy(key: KeyObject, made: forge.pki.Certificate): forge.pki.rsa.PrivateKey {
  const bytes = () => Buffer.from(forge.asn1.toDer(made.tbsCertificate).getBytes(), 'latin1');
  return { sign: () => sign('sha256', bytes(), key).toString('latin1') } as unknown as forge.pki.rsa.PrivateKey;
}
