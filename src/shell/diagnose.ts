import { othersMayRead } from '../adapters/sqlite/trust.ts';
import type { Diagnosis } from '../commands/context.ts';
import { linkedVault } from '../commands/shared/linked-vault.ts';
import { isProblem } from '../kernel/problem.ts';
import type { Environment } from '../model/environment.ts';
import { credentialVariables } from '../model/key-vault.ts';
import type { StoreFinding } from '../model/store-finding.ts';
import type { Doors } from './doors.ts';
import type { LocalDoor } from './local-door.ts';
import type { Settings } from './settings.ts';

/** Looks at the runtime, the preferences, and the store that is chosen. Never fails: what it cannot look at is its finding. */
export async function diagnose(
  settings: Settings,
  doors: Doors,
  as: string | undefined,
): Promise<readonly Diagnosis[]> {
  const { local: door } = doors;
  const found: Diagnosis[] = [
    {
      check: 'runtime',
      result: 'ok',
      detail: `Node ${process.versions.node} on ${process.platform} ${process.arch}`,
      fix: null,
    },
  ];
  const look = async (check: string, work: () => Promise<Diagnosis[]> | Diagnosis[]) => {
    try {
      found.push(...(await work()));
    } catch (error) {
      if (!isProblem(error)) throw error;
      found.push({ check, result: 'problem', detail: error.detail, fix: error.fix[0] ?? null });
    }
  };
  let name: string | undefined;
  await look('preferences', () => {
    const chosen = settings.explain().find(({ key }) => key === 'environment');
    return [
      {
        check: 'preferences',
        result: 'ok',
        detail: `environment ${chosen?.value ?? 'not chosen'} (${chosen?.origin})`,
        fix: null,
      },
    ];
  });
  let url: string | undefined;
  await look('environment', async () => {
    name = await doors.known(settings.environment());
    if (name === undefined)
      return [{ check: 'environment', result: 'note', detail: 'there is none yet', fix: 'cinch environment add NAME' }];
    if (!door.has(name)) url = (await doors.remotes())?.read(name).url;
    return [{ check: 'environment', result: 'ok', detail: `${name} in ${url ?? door.location(name)}`, fix: null }];
  });
  if (name === undefined) return found;
  if (!door.has(name)) {
    if (url !== undefined) await look('server', () => server(doors, name as string, as));
    return found;
  }
  const place = door.location(name);
  await look('permissions', () => permissions([settings.places().environments, place]));
  await look('store', () => store(door, name as string, as, settings.env));
  await look('secret key', () => key(door, name as string));
  return found;
}

// What a server is asked is its own to answer; that it does, and to whom, is what can be told from here.
async function server(doors: Doors, name: string, as: string | undefined): Promise<Diagnosis[]> {
  const environment = await doors.open(name, as);
  try {
    const { user, role } = await environment.query('whoami', {});
    const { findings } = await environment.query('store.check', {});
    const answers: Diagnosis = { check: 'server', result: 'ok', detail: `answers ${user}, ${role} there`, fix: null };
    return [answers, ...findings.map(diagnosisOf)];
  } finally {
    await environment.close();
  }
}

async function store(
  door: LocalDoor,
  name: string,
  as: string | undefined,
  env: Settings['env'],
): Promise<Diagnosis[]> {
  const driver = door.open(name);
  const environment = door.service(driver, as);
  try {
    const structure = await driver.checkStructure();
    const whole: Diagnosis =
      structure.length === 0
        ? { check: 'structure', result: 'ok', detail: 'the store holds together', fix: null }
        : {
            check: 'structure',
            result: 'problem',
            detail: structure.slice(0, 3).join('; '),
            fix: 'cinch environment restore FILE --name OTHER',
          };
    const { tenant } = await environment.query('environment.show', {});
    const { findings } = await environment.query('store.check', {});
    const organisation: Diagnosis = {
      check: 'organisation',
      result: tenant === null ? 'note' : 'ok',
      detail: tenant ?? 'not named',
      fix: tenant === null ? 'cinch environment edit --tenant ID' : null,
    };
    return [whole, organisation, ...findings.map(diagnosisOf), await keyVault(environment, env)];
  } finally {
    await environment.close();
  }
}

// Without asking the network: whether there is a vault, and what signing in to it needs.
async function keyVault(environment: Environment, env: Settings['env']): Promise<Diagnosis> {
  const check = 'key vault';
  const vault = await linkedVault({ knownEnvironment: async () => '', environment: async () => environment });
  if (vault === undefined) return { check, result: 'ok', detail: 'none is linked', fix: null };
  const { items } = await environment.query('keyvault.references', {});
  const missing = credentialVariables[vault.credential].filter((variable) => (env[variable] ?? '') === '');
  const says = `${vault.name}, signed in to by ${vault.credential}`;
  if (missing.length > 0)
    return { check, result: 'note', detail: `${says}, but not set: ${missing.join(', ')}`, fix: 'cinch help keyvault' };
  const uses =
    items.length === 0
      ? 'nothing uses it'
      : `${items.length} ${items.length === 1 ? 'secret is' : 'secrets are'} taken from it`;
  return { check, result: 'ok', detail: `${says}; ${uses}`, fix: items.length === 0 ? null : 'cinch keyvault check' };
}

async function key(door: LocalDoor, name: string): Promise<Diagnosis[]> {
  const driver = door.open(name);
  try {
    const version = await door.openKey(driver);
    const detail = version === undefined ? 'no secret is stored yet' : `version ${version} opens`;
    return [{ check: 'secret key', result: 'ok', detail, fix: null }];
  } finally {
    await driver.close();
  }
}

function permissions(paths: readonly string[]): Diagnosis[] {
  const open = paths.filter((path) => othersMayRead(path));
  if (open.length === 0)
    return [{ check: 'permissions', result: 'ok', detail: 'nobody else can read the store', fix: null }];
  return [
    {
      check: 'permissions',
      result: 'problem',
      detail: `others can read ${open.join(', ')}`,
      fix: `chmod -R go= ${open[0]}`,
    },
  ];
}

const words: {
  readonly [C in StoreFinding['check']]: {
    readonly label: string;
    readonly none: string;
    readonly some: string;
    readonly fix: string;
  };
} = {
  records: {
    label: 'records',
    none: 'every record is what was written',
    some: 'damaged',
    fix: 'cinch environment restore FILE --name OTHER',
  },
  audit: { label: 'audit trail', none: 'the trail holds together', some: 'broken', fix: 'cinch audit verify' },
  'not-ready': {
    label: 'sign-in',
    none: 'every connection is ready',
    some: 'without a sign-in',
    fix: 'cinch connection list --status awaiting-sign-in',
  },
  'sign-ins': {
    label: 'sign-ins',
    none: 'none ends within 14 days',
    some: 'over within 14 days',
    fix: 'cinch connection authorize NAME',
  },
  retired: { label: 'retired types', none: 'none in use', some: 'of a retired type', fix: 'cinch type list' },
  unused: {
    label: 'unused',
    none: 'every connection is used',
    some: 'that nothing uses',
    fix: 'cinch connection list --unused',
  },
  disconnected: {
    label: 'disconnected',
    none: 'every export has a connection',
    some: 'without a connection',
    fix: 'cinch export list --without-connection',
  },
  structure: { label: 'structure', none: '', some: '', fix: '' },
};

function diagnosisOf({ check, severity, names, count }: StoreFinding): Diagnosis {
  const { label, none, some, fix } = words[check];
  if (severity === 'ok') return { check: label, result: 'ok', detail: none, fix: null };
  const shown = `${names.slice(0, 5).join(', ')}${count > 5 ? ', ...' : ''}`;
  return {
    check: label,
    result: severity === 'damage' ? 'problem' : 'note',
    detail: `${count} ${some}: ${shown}`,
    fix,
  };
}
