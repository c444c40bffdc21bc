import { isProblem, problem } from '../kernel/problem.ts';
import { mayTry, rolesThatMay } from '../model/policy.ts';
import type { QueryInput, QueryName, QueryResult } from '../model/query.ts';
import { actorOf } from './actor.ts';
import type { Asking } from './asking.ts';
import type { LookingPorts } from './ports.ts';
import { readHead } from './store/head.ts';

type Answer<Q extends QueryName> = (
  asking: Asking,
  input: QueryInput<Q>,
) => Promise<Omit<QueryResult<Q>, 'environmentRevision'>>;

/** Questions that are answered from the store alone; comparing secrets takes the key as well. */
export type LookedUp = Exclude<QueryName, 'manifest.secrets'>;

// One loader a question: a run pays for the one it asks.
const answers: { readonly [Q in LookedUp]: () => Promise<Answer<Q>> } = {
  names: async () => (await import('./queries/names.ts')).names,
  whoami: async () => (await import('./queries/self.ts')).whoami,
  can: async () => (await import('./queries/self.ts')).can,
  'environment.show': async () => (await import('./queries/environment.ts')).environmentShow,
  'keyvault.show': async () => (await import('./queries/key-vault.ts')).keyVaultShow,
  'keyvault.references': async () => (await import('./queries/key-vault.ts')).keyVaultReferences,
  'type.list': async () => (await import('./queries/types.ts')).typeList,
  'type.show': async () => (await import('./queries/types.ts')).typeShow,
  'connection.list': async () => (await import('./queries/connection-list.ts')).connectionList,
  'connection.show': async () => (await import('./queries/connection.ts')).connectionShow,
  'connection.dependents': async () => (await import('./queries/connection.ts')).connectionDependents,
  'connection.history': async () => (await import('./queries/audit.ts')).connectionHistory,
  'export.list': async () => (await import('./queries/dependents.ts')).exportList,
  'export.show': async () => (await import('./queries/dependents.ts')).exportShow,
  'export.runs': async () => (await import('./queries/runs.ts')).exportRuns,
  'enrichment.list': async () => (await import('./queries/dependents.ts')).enrichmentList,
  'enrichment.show': async () => (await import('./queries/dependents.ts')).enrichmentShow,
  'enrichment.runs': async () => (await import('./queries/runs.ts')).enrichmentRuns,
  'user.list': async () => (await import('./queries/users.ts')).userList,
  'token.list': async () => (await import('./queries/tokens.ts')).tokenList,
  'manifest.observe': async () => (await import('./queries/observed.ts')).observed,
  'sync.records': async () => (await import('./queries/sync-records.ts')).syncRecords,
  'sync.changes': async () => (await import('./queries/sync-changes.ts')).syncChanges,
  'sync.base': async () => (await import('./queries/sync-agreed.ts')).syncBase,
  'audit.list': async () => (await import('./queries/audit.ts')).auditList,
  'audit.verify': async () => (await import('./queries/audit.ts')).auditVerify,
  'store.check': async () => (await import('./queries/store-check.ts')).storeCheck,
};

// A server asks the same again and again, and finding a module anew costs as much as looking a record up.
const loaded = new Map<LookedUp, Promise<unknown>>();

function loadedAnswer<Q extends LookedUp>(name: Q): Promise<Answer<Q>> {
  const known = loaded.get(name) ?? answers[name]();
  loaded.set(name, known);
  return known as Promise<Answer<Q>>;
}

/** Authorizes, then answers from one consistent view, redacted for the actor. A refusal for the role comes before any look-up (R12). */
export async function answer<Q extends LookedUp>(
  ports: LookingPorts,
  name: Q,
  input: QueryInput<Q>,
): Promise<QueryResult<Q>> {
  const load = loadedAnswer(name);
  try {
    return await look(ports, name, input, load);
  } catch (error) {
    if (isProblem(error) && error.code === 'forbidden') {
      const { noteRefusal } = await import('./audit-refusal.ts');
      await noteRefusal(ports, name, null);
    }
    throw error;
  }
}

async function look<Q extends LookedUp>(
  ports: LookingPorts,
  name: Q,
  input: QueryInput<Q>,
  load: Promise<Answer<Q>>,
): Promise<QueryResult<Q>> {
  return ports.driver.read(async (session) => {
    const actor = await actorOf(ports, session);
    if (!mayTry(actor.role, name)) {
      throw problem('forbidden', { role: actor.role, action: name.replace('.', ' '), needs: rolesThatMay(name) });
    }
    const head = await session.unchanged('head', () => readHead(session, ports.digest, ports.driver.place));
    const found = await (await load)({ ports, session, head, actor }, input);
    return { ...found, environmentRevision: head.revision } as QueryResult<Q>;
  });
}
