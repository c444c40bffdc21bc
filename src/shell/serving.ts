import { readFileSync } from 'node:fs';
import { createLimits } from '../adapters/limits/limits.ts';
import { createAuthenticator } from '../adapters/oidc/authenticator.ts';
import { createAnswering, metricsAlone } from '../adapters/serving/answering.ts';
import { readCertificate } from '../adapters/serving/certificate.ts';
import { descriptionOf } from '../adapters/serving/description.ts';
import { type Listening, listen } from '../adapters/serving/listen.ts';
import { createLog, type Log } from '../adapters/serving/log.ts';
import { createMetrics } from '../adapters/serving/metrics.ts';
import { createPeers, isLoopback, networks } from '../adapters/serving/peer.ts';
import { createPlaceCheck } from '../adapters/serving/place.ts';
import { createRoutes } from '../adapters/serving/routes.ts';
import { untilTold } from '../adapters/serving/until-told.ts';
import { machineAccount } from '../adapters/system/account.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { createDigest } from '../adapters/system/digest.ts';
import { newId } from '../adapters/system/new-id.ts';
import type { ServeOptions, Serving } from '../commands/shared/served.ts';
import { createApi } from '../http/api/create-api.ts';
import { openPaths, routes } from '../http/wire/routes.ts';
import { faultOf } from '../kernel/fault.ts';
import { problem } from '../kernel/problem.ts';
import type { Caller } from '../model/caller.ts';
import { signInPath } from '../model/sign-in-offer.ts';
import { rewrapKeys } from '../service/rewrap.ts';
import { isTerminal } from '../terminal/screen.ts';
import { createInstances, makeFirst, recover } from './instances.ts';
import { serverSealing } from './server-sealing.ts';
import { openStores, storesPlace } from './server-stores.ts';
import type { Settings } from './settings.ts';

/** How long what runs may go on once the server is told to end. */
const graceMs = 10_000;

/** This program as a server: the same service behind an address. */
export function createServing(settings: Settings, note: (line: string) => void): Serving {
  const digest = createDigest();
  return {
    async init(kept, about) {
      const stores = await openStores(kept, settings, digest);
      try {
        const place = storesPlace(kept, settings);
        return await makeFirst(stores, { ...about, account: machineAccount(), place, digest });
      } finally {
        await stores.close();
      }
    },
    async recover(kept, instance) {
      const stores = await openStores(kept, settings, digest);
      try {
        const place = storesPlace(kept, settings);
        return await recover(stores, { instance, account: machineAccount(), place, digest });
      } finally {
        await stores.close();
      }
    },
    run: (options) => serve(options, settings, note),
  };
}

async function serve(options: ServeOptions, settings: Settings, note: (line: string) => void): Promise<number> {
  const { listen: address, certificate: files, kept, trust } = options;
  const proxies = networksOf(options.proxies);
  if (!isHere(address.host) && files === undefined && proxies === undefined)
    throw problem('serving.open', { address: `${address.host}:${address.port}` });
  const certificate = files === undefined ? undefined : readCertificate(files);
  const subscriptionKeySums = keySumsIn(options.subscriptionKeyFile);
  const digest = createDigest();
  const log = createLog((line) => process.stderr.write(line), systemClock);
  const stores = await openStores(kept, settings, digest);
  const listening: Listening[] = [];
  try {
    await stores.ready();
    if ((await stores.list()).length === 0) throw problem('serving.none', { place: storesPlace(kept, settings) });
    const sealing = await serverSealing(kept, settings);
    for (const id of kept.keyFiles.length > 1 || kept.keyVault !== undefined ? await stores.list() : [])
      if (await rewrapKeys({ driver: stores.open(id), digest, clock: systemClock, sealing }, sealing.isWorn))
        log.event('info', 'keys-wrapped-anew', { instance: id });
    const instances = createInstances({ stores, sealing, digest, issuer: trust?.issuer });
    const metrics = createMetrics();
    const publicUrl =
      options.publicUrl ?? `${files === undefined ? 'http' : 'https'}://${address.host}:${address.port}`;
    const callers = new WeakMap<Request, string>();
    const limits = createLimits({ clock: systemClock, digest });
    const authenticate = limits.callers(await authenticatorOf(options, settings, log));
    const api = createApi({
      instances,
      releases: options.releases,
      newId,
      publicUrl,
      subscriptionKeySums,
      async authenticate(request) {
        const caller = await authenticate(request);
        callers.set(request, nameOf(caller));
        return caller;
      },
      fault: (error, requestId) => log.event('error', 'fault', { requestId, ...faultOf(error) }),
    });
    const answer = createAnswering({
      api: limits.around((request) => api(request)),
      refusal: createPlaceCheck({ host: address.host, publicUrl: options.publicUrl }),
      description: descriptionOf({
        issuer: trust?.issuer ?? null,
        audience: trust?.audience ?? null,
        clientId: trust?.clients[0] ?? null,
        scope: null,
      }),
      routeOf: createRoutes([...openPaths, signInPath, '/metrics', ...routes.map(({ path }) => path)]),
      callerOf: (request) => callers.get(request),
      log,
      metrics,
      newId,
      nowMs: () => performance.now(),
      tellsMetrics: options.metricsListen === undefined,
    });
    const peerOf = createPeers(proxies ?? noProxies);
    const here = await listen({ ...address, certificate, peerOf, answer });
    listening.push(here);
    if (options.metricsListen !== undefined)
      listening.push(
        await listen({ ...options.metricsListen, certificate: undefined, peerOf, answer: metricsAlone(metrics) }),
      );
    const told = untilTold(process, () => renew(here, files, log));
    log.event('info', 'listening', { url: here.url });
    if (isTerminal(2)) {
      note(
        `serving at ${here.url}${options.publicUrl === undefined ? '' : `, which people reach at ${options.publicUrl}`}`,
      );
      note('Ctrl-C ends it, once what runs is done');
    }
    const exit = await told;
    log.event('info', 'stopping');
    const stopped = await Promise.all(listening.splice(0).map((it) => it.stop(graceMs)));
    log.event(stopped.every(Boolean) ? 'info' : 'warn', stopped.every(Boolean) ? 'stopped' : 'stopped-early');
    return exit;
  } finally {
    for (const it of listening) await it.stop(0);
    await stores.close();
  }
}

async function authenticatorOf({ trust }: ServeOptions, settings: Settings, log: Log) {
  const digest = createDigest();
  const refused = (_: Request, reason: string) => log.event('warn', 'token-refused', { reason });
  if (trust === undefined) return createAuthenticator({ digest, refused });
  const { createVerifier } = await import('../adapters/oidc/verifier.ts');
  const { proxiedFetch } = await import('../adapters/system/proxied-fetch.ts');
  const fetch = await proxiedFetch(settings.env);
  return createAuthenticator({
    digest,
    refused,
    verify: createVerifier({
      issuer: trust.issuer,
      audience: trust.audience,
      ...clientsOf(trust.clients),
      fetch,
      clock: systemClock,
    }),
  });
}

const clientsOf = (clients: readonly string[]) => (clients.length === 0 ? {} : { clients });

const noProxies = networks([]) as Exclude<ReturnType<typeof networks>, string>;

function networksOf(texts: readonly string[]) {
  if (texts.length === 0) return undefined;
  const found = networks(texts);
  if (typeof found !== 'string') return found;
  throw problem('usage.flag_value', { flag: '--trusted-proxy', rule: 'a network', example: '10.0.0.0/8' });
}

function isHere(host: string): boolean {
  return host === 'localhost' || isLoopback(host);
}

/** SHA-256 sums of the keys in a file, one a line. */
function keySumsIn(path: string | undefined): readonly string[] {
  if (path === undefined) return [];
  const flag = '--subscription-key-file';
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const says = `cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})`;
    throw problem('serving.file', { flag, path, says });
  }
  const keys = text.split(/\r?\n/).filter((line) => line !== '');
  if (keys.length === 0) throw problem('serving.file', { flag, path, says: 'holds no key, which is a line each' });
  return keys.map(createDigest());
}

// What is there is kept where what is new cannot be used: a server without a certificate would serve nobody.
function renew(listening: Listening, files: ServeOptions['certificate'], log: Log): void {
  if (files === undefined) return;
  try {
    listening.renew(readCertificate(files));
    log.event('info', 'certificate-renewed');
  } catch {
    log.event('error', 'certificate-not-renewed');
  }
}

function nameOf(caller: Caller): string {
  if (caller.kind === 'token') return `token ${caller.token}`;
  return caller.kind === 'identity' ? (caller.email ?? caller.subject) : caller.name;
}
