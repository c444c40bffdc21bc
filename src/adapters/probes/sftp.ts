import { createHash } from 'node:crypto';
import type { Socket } from 'node:net';
import ssh from 'ssh2';
import { testFinding } from '../../kernel/test-finding.ts';
import type { HostKey, ProbeReport, ProbeTask } from '../../model/probe.ts';
import { filled, hostOf } from '../../model/probe-request.ts';
import { codeOf, reach } from './line.ts';
import { ended, type Stages, within } from './stages.ts';

type SftpProbe = Extract<ProbeTask['probe'], { kind: 'sftp' }>;

interface Running {
  readonly stages: Stages;
  readonly signal: AbortSignal;
  readonly seconds: number;
}

interface Account {
  readonly username: string;
  readonly password?: string;
  readonly privateKey?: string;
  readonly passphrase?: string;
}

/** Signs in once, looks at the folder and leaves. Nothing is sent to a server whose host key is another than before. */
export async function probeSftp(task: ProbeTask, probe: SftpProbe, running: Running): Promise<ProbeReport> {
  const { stages, signal, seconds } = running;
  const values = Object.fromEntries(Object.entries(task.settings).map(([key, value]) => [key, String(value)]));
  const named = filled(probe.host, values) ?? '';
  const at = hostOf(named, 22);
  if (at === undefined)
    throw ended('name lookup', 'inconclusive', testFinding('no-host', { host: named.slice(0, 100) }));
  const account = accountOf(task, filled(probe.user, values) ?? '');
  const socket = await reach({ ...at, signal, seconds, stages });
  const client = new ssh.Client();
  try {
    const seen = await signIn(client, socket, { task, account, at, running });
    const folder = probe.folder === undefined ? undefined : filled(probe.folder, values);
    const sftp = await stages.during('permission', () =>
      within(signal, 'permission', at.host, seconds, openSftp(client, at.host)),
    );
    await stages.during('target', () => within(signal, 'target', at.host, seconds, look(sftp, at.host, folder)));
    return {
      ...stages.report('ok', testFinding('ok', { proves: folder === undefined ? 'permission' : 'target' })),
      hostKey: seen() as HostKey,
    };
  } finally {
    client.end();
    socket.destroy();
  }
}

function accountOf({ secrets }: ProbeTask, username: string): Account {
  const password = secrets.password?.reveal();
  const privateKey = secrets.privateKey?.reveal();
  const passphrase = secrets.passphrase?.reveal();
  if (privateKey === undefined) return { username, ...(password === undefined ? {} : { password }) };
  // Judged before anything is sent; the library's own words can quote the key.
  if (ssh.utils.parseKey(privateKey, passphrase) instanceof Error) {
    throw ended('secret', 'wrong credential', testFinding('bad-key', { field: 'privateKey' }));
  }
  return { username, privateKey, ...(passphrase === undefined ? {} : { passphrase }) };
}

interface SigningIn {
  readonly task: ProbeTask;
  readonly account: Account;
  readonly at: { readonly host: string; readonly port: number };
  readonly running: Running;
}

/** Answers how to tell the host key that was seen. */
async function signIn(
  client: ssh.Client,
  socket: Socket,
  { task, account, at, running }: SigningIn,
): Promise<() => HostKey | undefined> {
  const { stages, signal, seconds } = running;
  const place = `${at.host}:${at.port}`;
  const known = task.hostKey?.host === place ? task.hostKey.fingerprint : undefined;
  const was = task.expectedHostKey ?? known;
  let is: string | undefined;
  let verified: () => void = () => undefined;
  const shown = new Promise<void>((resolve) => {
    verified = resolve;
  });
  const ready = new Promise<void>((resolve, reject) => {
    client.on('ready', resolve);
    client.on('error', (error: Error & { level?: string }) => {
      if (is !== undefined && was !== undefined && is !== was) {
        const finding = testFinding('host-key-changed', { host: place, was, is });
        return reject(ended('host key', 'host key changed', finding));
      }
      if (error.level === 'client-authentication')
        return reject(ended('sign-in', 'wrong credential', testFinding('wrong-credential', { host: at.host })));
      const stage = is === undefined ? 'host key' : 'sign-in';
      reject(ended(stage, 'inconclusive', testFinding('ended', { host: at.host, code: codeOf(error) })));
    });
    client.on('close', () => {
      reject(
        ended(
          is === undefined ? 'host key' : 'sign-in',
          'inconclusive',
          testFinding('ended', { host: at.host, code: 'closed' }),
        ),
      );
    });
  });
  client.connect({
    sock: socket,
    ...account,
    // One way to sign in and one attempt: some services lock an account after several.
    authHandler: [account.privateKey === undefined ? 'password' : 'publickey'],
    readyTimeout: 0,
    keepaliveInterval: 0,
    hostVerifier: (key: Buffer) => {
      is = `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
      verified();
      return was === undefined || is === was;
    },
  });
  ready.catch(() => undefined);
  await stages.during('host key', () => within(signal, 'host key', at.host, seconds, Promise.race([shown, ready])));
  await stages.during('sign-in', () => within(signal, 'sign-in', at.host, seconds, ready));
  return () => (is === undefined ? undefined : { host: place, fingerprint: is });
}

function openSftp(client: ssh.Client, host: string): Promise<ssh.SFTPWrapper> {
  return new Promise((resolve, reject) => {
    client.sftp((error, sftp) => {
      if (error) reject(ended('permission', 'lacks permission', testFinding('no-sftp', { host })));
      else resolve(sftp);
    });
  });
}

const noSuchFile = 2;
const permissionDenied = 3;

function look(sftp: ssh.SFTPWrapper, host: string, folder: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    sftp.stat(folder ?? '.', (error, found) => {
      const target = folder ?? '.';
      const { code } = (error ?? {}) as { code?: number };
      if (error === undefined || error === null) {
        if (found.isDirectory()) resolve();
        else reject(ended('target', 'target missing', testFinding('not-a-folder', { target })));
      } else if (code === noSuchFile)
        reject(ended('target', 'target missing', testFinding('target-missing', { target })));
      else if (code === permissionDenied)
        reject(ended('target', 'lacks permission', testFinding('target-closed', { target })));
      else reject(ended('target', 'inconclusive', testFinding('ended', { host, code: 'SFTP' })));
    });
  });
}
