import {
  AnonymousCredential,
  BlobServiceClient,
  type StoragePipelineOptions,
  StorageSharedKeyCredential,
} from '@azure/storage-blob';
import { testFinding } from '../../kernel/test-finding.ts';
import type { ProbeReport, ProbeTask } from '../../model/probe.ts';
import { filled, hostOf } from '../../model/probe-request.ts';
import type { AzureSignIn } from './azure-sign-in.ts';
import { proxyFor } from './proxy.ts';
import { secureLine, type Ways } from './secure-line.ts';
import { ended, type Stages, within } from './stages.ts';

type StorageProbe = Extract<ProbeTask['probe'], { kind: 'storage' }>;

interface Running {
  readonly stages: Stages;
  readonly signal: AbortSignal;
  readonly seconds: number;
  readonly ways: Ways;
  readonly azure: (account: string) => Promise<AzureSignIn>;
}

/** Asks for the properties of a container: a read of the account that serves Blob Storage and Data Lake Gen2 alike. */
export async function probeStorage(task: ProbeTask, probe: StorageProbe, running: Running): Promise<ProbeReport> {
  const { stages, signal, seconds, ways } = running;
  const values = Object.fromEntries(Object.entries(task.settings).map(([key, value]) => [key, String(value)]));
  const account = filled(probe.account, values) ?? '';
  const host = `${account}.blob.core.windows.net`;
  const container = filled(probe.container, values) ?? '';
  if (hostOf(host, 443) === undefined) throw ended('name lookup', 'inconclusive', testFinding('no-host', { host }));
  const signIn = await stages.during('secret', () => within(signal, 'secret', host, seconds, running.azure(account)));
  (await secureLine({ host, port: 443, signal, seconds, stages }, ways)).destroy();
  const client = serviceClient(host, values, signIn, ways).getContainerClient(container);
  try {
    await stages.during('sign-in', () =>
      within(signal, 'sign-in', host, seconds, client.getProperties({ abortSignal: signal })),
    );
  } catch (error) {
    throw judged(error, { host, container, kind: signIn.kind });
  }
  stages.passed('permission');
  stages.passed('target');
  return stages.report('ok', testFinding('ok', { proves: 'target' }));
}

function serviceClient(host: string, values: { readonly [key: string]: string }, signIn: AzureSignIn, { env }: Ways) {
  const proxy = proxyFor(host, env);
  const options: StoragePipelineOptions = {
    retryOptions: { maxTries: 1 },
    ...(proxy === undefined
      ? {}
      : {
          proxyOptions: {
            host: `${proxy.protocol}//${proxy.hostname}`,
            port: Number(proxy.port || (proxy.protocol === 'https:' ? 443 : 80)),
            ...(proxy.username === ''
              ? {}
              : { username: decodeURIComponent(proxy.username), password: decodeURIComponent(proxy.password) }),
          },
        }),
  };
  const url = `https://${host}`;
  if (signIn.kind === 'account-key') {
    const account = values.storageAccount ?? '';
    return new BlobServiceClient(url, new StorageSharedKeyCredential(account, signIn.key.reveal()), options);
  }
  if (signIn.kind === 'shared-access') {
    return new BlobServiceClient(
      `${url}?${signIn.token.reveal().replace(/^\?/, '')}`,
      new AnonymousCredential(),
      options,
    );
  }
  return new BlobServiceClient(url, signIn.credential, options);
}

interface Asked {
  readonly host: string;
  readonly container: string;
  readonly kind: AzureSignIn['kind'];
}

// The emulator and the service name a wrong key differently, so the status decides; nothing of the error's text is used.
function judged(error: unknown, { host, container, kind }: Asked): unknown {
  const { statusCode, code, ended: done } = error as { statusCode?: number; code?: string; ended?: true };
  if (done === true) return error;
  if (statusCode === 404)
    return ended('target', 'target missing', testFinding('target-missing', { target: container }));
  if (statusCode === 401) return ended('sign-in', 'wrong credential', testFinding('wrong-credential', { host }));
  if (statusCode === 403) {
    const allowed = kind === 'account-key' ? code === 'AccountIsDisabled' : code !== 'AuthenticationFailed';
    return allowed
      ? ended('permission', 'lacks permission', testFinding('lacks-permission', { host }))
      : ended('sign-in', 'wrong credential', testFinding('wrong-credential', { host }));
  }
  if (statusCode === 429) return ended('sign-in', 'inconclusive', testFinding('throttled', { host }));
  if (statusCode !== undefined && statusCode >= 500)
    return ended('sign-in', 'inconclusive', testFinding('service-fault', { host, status: statusCode }));
  return ended('sign-in', 'inconclusive', testFinding('unexpected', { host, status: statusCode ?? 0 }));
}
