import { secretValue } from '../../src/kernel/secret-value.ts';
import type { Change } from '../../src/model/change.ts';
import type { Environment } from '../../src/model/environment.ts';
import { makeStore, openDoor, terms } from './fault-store.ts';

export interface Sample {
  readonly names: readonly string[];
  readonly exports: readonly string[];
  readonly enrichments: readonly string[];
}

const ownType = {
  id: 'own-crm',
  label: 'Own CRM',
  purpose: 'export',
  summary: 'A service of our own',
  fields: { host: { kind: 'text', label: 'Host', help: 'Where it is', target: true } },
  usage: {},
};

/** A store with a bit of everything, the same bytes each time as far as sealing allows: 60 connections, 120 exports, 20 enrichments. */
export async function fillSample(path: string): Promise<Sample> {
  let ids = 0;
  let ticks = 0;
  const newId = () => `id-${String(++ids).padStart(6, '0')}`;
  const clock = () => new Date(Date.UTC(2026, 0, 1) + ticks++ * 1000).toISOString();
  await makeStore(path, { clock, newId });
  const { environment } = openDoor(path, { clock, newId });
  await environment.apply([
    { change: 'user.add', name: 'ana', displayName: 'Ana Contributor', role: 'contributor' },
    { change: 'user.add', name: 'ben', displayName: 'Ben Contributor', role: 'contributor' },
    { change: 'user.add', name: 'vic', displayName: 'Vic Viewer', role: 'viewer' },
    { change: 'user.add', name: 'aud', displayName: 'Aud Auditor', role: 'auditor' },
    { change: 'type.add', declaration: ownType },
  ]);
  const connections = Array.from({ length: 60 }, (_, at) => connectionOf(at));
  const exports = Array.from({ length: 120 }, (_, at): Change => {
    // Of each kind that exports use: 40 of the connections.
    const on = connections.filter((it) => it.type !== 'experian')[Math.floor(at / 2) % 40] as Added;
    return { change: 'export.add', displayName: `Export ${at}`, connection: on.displayName };
  });
  const enrichments = Array.from({ length: 20 }, (_, at): Change => {
    const on = connections.filter((it) => it.type === 'experian')[at % 9] as Added;
    return { change: 'enrichment.add', displayName: `Enrichment ${at}`, connection: on.displayName };
  });
  for (const list of [connections, exports, enrichments]) await environment.apply(list, { reason: 'the sample' });
  const names = (await environment.query('connection.list', {})).items.map(({ name }) => name);
  await settle(environment, path, connections, { clock, newId });
  await environment.close();
  return {
    names,
    exports: exports.map((_, at) => `export-${at}`),
    enrichments: enrichments.map((_, at) => `enrichment-${at}`),
  };
}

type Added = Extract<Change, { change: 'connection.add' }>;

function connectionOf(at: number): Added {
  const displayName = at === 30 ? '2024' : `Nightly Drop ${at}`;
  const share = at % 7 === 0 ? ['contributors'] : at % 7 === 1 ? ['user:ana', 'user:ben'] : [];
  const add = { change: 'connection.add', displayName, terms } as const;
  if (at % 6 === 5)
    return { ...add, type: 'experian', settings: { userId: `u-${at}`, partyId: 'p', modelNumber: 'm' } };
  if (at % 6 === 4) return { ...add, type: 'own-crm', settings: { host: `crm-${at}.example` }, share };
  if (at % 6 === 3) return { ...add, type: 'mailchimp', share };
  // Some records are longer than a page.
  const long = at % 12 === 0 ? `-${'long'.repeat(450)}` : '';
  const settings = {
    hostname: `sftp-${at}.partner.example`,
    username: `svc-${at}${long}`,
    exportFolder: `drop/${at}${long}`,
  };
  return { ...add, type: 'sftp', settings, secrets: { password: secretValue(`password of ${at}`) }, share };
}

/** Leaves behind what a store has after a while: disconnected and stopped things, locks, refusals, and pages that are free again. */
async function settle(
  environment: Environment,
  path: string,
  connections: readonly Added[],
  ports: { clock: () => string; newId: () => string },
): Promise<void> {
  const bulk = Array.from({ length: 30 }, (_, at) => `Short-lived ${at}`);
  await environment.apply(
    bulk.map((displayName) => ({ change: 'connection.add', type: 'mailchimp', displayName, terms })),
  );
  await environment.apply(bulk.map((connection) => ({ change: 'connection.remove', connection })));
  await environment.apply([
    ...[7, 57, 107].map((at): Change => ({ change: 'export.disconnect', dependent: `export-${at}` })),
    ...[3, 13].map((at): Change => ({ change: 'enrichment.deactivate', dependent: `enrichment-${at}` })),
    ...[2, 9].map((at): Change => {
      const connection = connections[at]?.displayName as string;
      return { change: 'connection.lock', connection, reason: 'kept as it is' };
    }),
  ]);
  const ana = openDoor(path, { account: 'ana', ...ports }).environment;
  const refused = ana.apply([{ change: 'connection.remove', connection: 'nightly-drop-1' }]);
  await refused.then(
    () => Promise.reject(new Error('a contributor removed a connection')),
    () => undefined,
  );
  await ana.close();
}
