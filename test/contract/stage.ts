import { afterEach, expect } from '@jest/globals';
import { isProblem, type Problem, type ProblemCode } from '../../src/kernel/problem.ts';
import { secretValue } from '../../src/kernel/secret-value.ts';
import type { Caller } from '../../src/model/caller.ts';
import type { Change, ChangeOf } from '../../src/model/change.ts';
import type { Applied, Environment } from '../../src/model/environment.ts';
import type { ConnectionDetail } from '../../src/model/query.ts';
import { currentTerms } from '../../src/model/terms.ts';

/** What the contract needs of a place: doors for its users, `admin` being the first administrator. Nothing else is looked at. */
export interface ContractWorld {
  /** Whether its doors are on this machine, where alone it is chosen how keys are kept. */
  readonly local: boolean;
  as(account?: string, onBehalf?: string): Environment;
  /** The door for a caller from outside, as an environment that is served to a team opens it. */
  caller(caller: Caller): Environment;
  close(): Promise<void>;
}

/** The one issuer that vouches for people where an environment is served. */
export const issuer = 'https://issuer.example';

export type Open = () => Promise<ContractWorld>;

/** A secret to be looked for in everything that comes out of a door. */
export const canary = 'canary-5ecret-7f3a';

/** A world with one user a role and a little of everything. */
export interface Stage {
  readonly world: ContractWorld;
  readonly admin: Environment;
  /** Contributors; `named` is shared with ana alone. */
  readonly ana: Environment;
  readonly bob: Environment;
  readonly viewer: Environment;
  readonly auditor: Environment;
  readonly runner: Environment;
}

/** Makes stages for the tests of one file and closes each after its test. */
export function stages(open: Open): { bare(): Promise<ContractWorld>; furnished(): Promise<Stage> } {
  const opened: ContractWorld[] = [];
  afterEach(async () => {
    for (const world of opened.splice(0)) await world.close();
  });
  const bare = async () => {
    const world = await open();
    opened.push(world);
    return world;
  };
  return {
    bare,
    async furnished() {
      const world = await bare();
      await world.as().apply(furniture);
      const [admin, ana, bob] = [world.as(), world.as('ana'), world.as('bob')];
      return { world, admin, ana, bob, viewer: world.as('vic'), auditor: world.as('aud'), runner: world.as('run') };
    },
  };
}

type More<N extends Change['change']> = Partial<ChangeOf<N>>;

export const addDrop = (displayName: string, more: More<'connection.add'> = {}): ChangeOf<'connection.add'> => ({
  change: 'connection.add',
  type: 'sftp',
  displayName,
  settings: { hostname: 'sftp.partner.example', username: 'svc-cdp' },
  secrets: { password: secretValue(canary) },
  terms: currentTerms(),
  ...more,
});

/** A connection that holds no secret, so that nothing has to be sealed. */
export const addPlain = (displayName: string, more: More<'connection.add'> = {}): ChangeOf<'connection.add'> => ({
  change: 'connection.add',
  type: 'experian',
  displayName,
  settings: { userId: 'contoso01', partyId: '123456', modelNumber: '7890' },
  terms: currentTerms(),
  ...more,
});

export const addExport = (
  displayName: string,
  connection: string,
  more: More<'export.add'> = {},
): ChangeOf<'export.add'> => ({ change: 'export.add', displayName, connection, ...more });

export const addEnrichment = (
  displayName: string,
  connection: string,
  more: More<'enrichment.add'> = {},
): ChangeOf<'enrichment.add'> => ({ change: 'enrichment.add', displayName, connection, ...more });

export const addUser = (name: string, role: ChangeOf<'user.add'>['role']): ChangeOf<'user.add'> => ({
  change: 'user.add',
  name,
  role,
});

const furniture: readonly Change[] = [
  addUser('ana', 'contributor'),
  addUser('bob', 'contributor'),
  addUser('vic', 'viewer'),
  addUser('aud', 'auditor'),
  addUser('run', 'runner'),
  addDrop('Retail drop', { name: 'drop' }),
  addDrop('Shared drop', { name: 'shared', share: ['contributors'] }),
  addDrop('Named drop', { name: 'named', share: ['user:ana'] }),
  {
    change: 'connection.add',
    type: 'leadspace',
    displayName: 'Lead data',
    name: 'leads',
    secrets: { token: secretValue(canary) },
    terms: currentTerms(),
  },
  {
    change: 'connection.add',
    type: 'azure-machine-learning',
    displayName: 'Churn_models',
    name: 'models',
    settings: { tenant: 'contoso.onmicrosoft.com', workspace: 'contoso-ml' },
    terms: currentTerms(),
  },
  addExport('Nightly', 'drop'),
  addExport('Weekly', 'shared'),
  addExport('Monthly', 'named'),
  { change: 'export.add', displayName: 'Loose', type: 'sftp' },
  addEnrichment('Firms', 'leads'),
  addEnrichment('Idle', 'leads'),
  { change: 'enrichment.deactivate', dependent: 'idle' },
];

/** The problem a promise ends in, which has this code. */
export async function refused(work: Promise<unknown>, code: ProblemCode): Promise<Problem> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!isProblem(error)) throw error ?? new Error(`nothing was refused; expected ${code}`);
  expect({ code: error.code, detail: error.detail }).toEqual({ code, detail: error.detail });
  return error;
}

/** One change alone, applied. */
export async function apply(door: Environment, ...changes: readonly Change[]): Promise<Applied> {
  return door.apply(changes);
}

/** A connection as those see it who see inside. */
export async function inside(door: Environment, connection: string): Promise<ConnectionDetail> {
  const shown = await door.query('connection.show', { connection });
  if (!('revision' in shown)) throw new Error(`${connection} is not shown in full`);
  return shown as ConnectionDetail;
}

/** Everything an administrator can see of an environment: equal before and after means that nothing was left behind. */
export async function everything(admin: Environment): Promise<unknown> {
  const connections = await admin.query('connection.list', {});
  const shown = await Promise.all(connections.items.map(({ name }) => inside(admin, name)));
  return {
    environment: await admin.query('environment.show', {}),
    shown,
    exports: await admin.query('export.list', {}),
    enrichments: await admin.query('enrichment.list', {}),
    users: await admin.query('user.list', {}),
    types: await admin.query('type.list', {}),
    audit: await admin.query('audit.list', {}),
  };
}

/** The newest entries of the audit trail, oldest first. */
export async function trail(admin: Environment, count: number) {
  const { items } = await admin.query('audit.list', { limit: count });
  return items.toReversed();
}
