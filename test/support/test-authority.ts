import { generateKeyPairSync } from 'node:crypto';
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
    key: forge.pki.privateKeyToPem(leaf.privateKey),
  };
}

function keys() {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }) as string;
  const secret = forge.pki.privateKeyFromPem(pem);
  return { privateKey: secret, publicKey: forge.pki.setRsaPublicKey(secret.n, secret.e) };
}

let serial = 0;
function certificate(
  publicKey: forge.pki.rsa.PublicKey,
  subject: forge.pki.CertificateField[],
  issuer: forge.pki.CertificateField[],
  signer: forge.pki.rsa.PrivateKey,
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
  made.sign(signer, forge.md.sha256.create());
  return made;
}
