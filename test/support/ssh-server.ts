import { createHash, generateKeyPairSync } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import ssh from 'ssh2';

interface SshOptions {
  readonly user: string;
  readonly password?: string;
  /** A public key that is let in. */
  readonly publicKey?: string;
  readonly folders: readonly string[];
  readonly files?: readonly string[];
  readonly closed?: readonly string[];
  readonly offersSftp?: boolean;
  readonly hostKey?: string;
  readonly port?: number;
}

export interface SshServer {
  readonly port: number;
  readonly fingerprint: string;
  readonly hostKey: string;
  /** Every attempt to sign in: by which method, with which password. */
  readonly attempts: { readonly method: string; readonly password?: string }[];
  readonly asked: string[];
  close(): Promise<void>;
}

const { utils } = ssh;
const { STATUS_CODE } = utils.sftp;

/** A real SSH server that offers SFTP on a tree of names. */
export async function openSshServer(options: SshOptions): Promise<SshServer> {
  const hostKey = options.hostKey ?? sshKeys().private;
  const parsed = utils.parseKey(hostKey);
  if (parsed instanceof Error) throw parsed;
  const attempts: SshServer['attempts'] = [];
  const asked: string[] = [];
  const clients = new Set<ssh.Connection>();
  const server = new ssh.Server({ hostKeys: [hostKey] }, (client) => {
    clients.add(client);
    client.on('error', () => undefined);
    client.on('authentication', (attempt) => {
      const { method } = attempt;
      attempts.push(method === 'password' ? { method, password: attempt.password } : { method });
      if (attempt.username !== options.user) return attempt.reject();
      if (method === 'password' && options.password !== undefined && attempt.password === options.password)
        return attempt.accept();
      if (method === 'publickey' && options.publicKey !== undefined) {
        const key = utils.parseKey(options.publicKey);
        if (!(key instanceof Error) && key.getPublicSSH().equals(attempt.key.data)) {
          if (
            attempt.signature === undefined ||
            key.verify(attempt.blob as Buffer, attempt.signature, attempt.hashAlgo)
          )
            return attempt.accept();
        }
      }
      attempt.reject();
    });
    client.on('session', (accept) => {
      const session = accept();
      session.on('sftp', (acceptSftp, reject) => {
        if (options.offersSftp === false) return reject();
        const sftp = acceptSftp();
        sftp.on('STAT', (id, path) => {
          asked.push(path);
          if (options.closed?.includes(path)) return sftp.status(id, STATUS_CODE.PERMISSION_DENIED);
          const mode =
            path === '.' || options.folders.includes(path)
              ? 0o040755
              : options.files?.includes(path)
                ? 0o100644
                : undefined;
          if (mode === undefined) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
          sftp.attrs(id, { mode, uid: 1, gid: 1, size: 0, atime: 0, mtime: 0 });
        });
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    fingerprint: `SHA256:${createHash('sha256').update(parsed.getPublicSSH()).digest('base64').replace(/=+$/, '')}`,
    hostKey,
    attempts,
    asked,
    async close() {
      for (const client of clients) client.end();
      await new Promise<void>((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

/** A pair of keys in PEM, the private one under a passphrase where one is given. */
export function sshKeys(passphrase?: string): { readonly private: string; readonly public: string } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const plain = privateKey.export({ type: 'sec1', format: 'pem' }) as string;
  const locked = passphrase === undefined ? {} : { cipher: 'aes-256-cbc', passphrase };
  const parsed = utils.parseKey(plain);
  if (parsed instanceof Error) throw parsed;
  return {
    private: privateKey.export({ type: 'sec1', format: 'pem', ...locked }) as string,
    public: `${parsed.type} ${parsed.getPublicSSH().toString('base64')}`,
  };
}
