// Changes one store until it is killed. Says what each list will make of the store before, and that it is done after.
import { readSync, writeSync } from 'node:fs';
import { type SecretValue, secretValue } from '../../../src/kernel/secret-value.ts';
import type { Change } from '../../../src/model/change.ts';
import type { SecretStorage } from '../../../src/model/environment-record.ts';
import type { ConnectionItem } from '../../../src/model/query.ts';
import { openDoor, passphrase, terms } from '../../support/fault-store.ts';
import { createRandom } from '../../support/random.ts';

/** What a list makes of the store, when all of it is done. */
export interface Delta {
  /** Name of a new connection -> its secret. */
  readonly added?: { readonly [connection: string]: string | null };
  /** Name of an export -> its connection. */
  readonly exports?: { readonly [name: string]: string | null };
  readonly gone?: readonly string[];
  readonly goneExports?: readonly string[];
  readonly storage?: SecretStorage;
  /** By how many versions the data key goes on. */
  readonly rotated?: number;
}

const [path = '', run = '', seed = '', keyFile = ''] = process.argv.slice(2);
const random = createRandom(Number(seed));
const { environment } = openDoor(path, { keyFile });
// Loads what a list needs, so that what is interrupted is a list.
await environment.apply(adding('first', {}), { dryRun: true });
writeSync(1, 'ready\n');
readSync(0, Buffer.alloc(1));

const { items } = await environment.query('connection.list', {});
const sealed = items.filter((item) => item.type === 'sftp').map(({ name }) => name);
const bulks = new Set(items.filter((item) => item.type === 'mailchimp').map(({ name }) => name.replace(/-\d+$/, '')));
const used = new Set(
  (items as readonly ConnectionItem[]).filter((it) => it.dependents.exports > 0).map((it) => it.name),
);
const kinds = [add, add, add, remove, remove, remove, wrap, wrap, bulk];
for (let number = 1; ; number += 1) await random.pick(kinds)(`${run}-${number}`);

async function add(id: string): Promise<void> {
  if (sealed.length > 24) return remove();
  const name = `sealed-${id}`;
  const secret = `secret of ${name}`;
  const names = [1, 2, 3].map((at) => `export-${id}-${at}`);
  const delta: Delta = { added: { [name]: secret }, exports: Object.fromEntries(names.map((it) => [it, name])) };
  await apply(delta, [
    ...adding(name, { password: secretValue(secret) }),
    ...names.map((displayName): Change => ({ change: 'export.add', displayName, connection: name })),
  ]);
  sealed.push(name);
  used.add(name);
}

function adding(displayName: string, { password = secretValue('none') }: { password?: SecretValue }): Change[] {
  const settings = { hostname: 'sftp.partner.example', username: 'svc' };
  return [{ change: 'connection.add', type: 'sftp', displayName, settings, secrets: { password }, terms }];
}

// One export stays without a connection, the others go with it.
async function remove(): Promise<void> {
  const [connection] = sealed.splice(random.below(sealed.length), 1);
  if (connection === undefined) return;
  const { exports } = await environment.query('connection.dependents', { connection });
  const [first, ...others] = exports.map(({ name }) => name);
  const old = (await environment.query('export.list', { withoutConnection: true })).items.slice(10);
  const goneExports = [...others, ...old.map(({ name }) => name)];
  await apply({ gone: [connection], ...(first === undefined ? {} : { exports: { [first]: null } }), goneExports }, [
    ...(first === undefined ? [] : [{ change: 'export.disconnect', dependent: first } as const]),
    ...goneExports.map((dependent): Change => ({ change: 'export.remove', dependent })),
    { change: 'connection.remove', connection },
  ]);
}

async function wrap(): Promise<void> {
  const { secretStorage } = await environment.query('environment.show', {});
  if (secretStorage === null) return;
  const storage = random.pick(['passphrase', 'key-file'] as const);
  const rotate = random.chance(0.7);
  const moved = storage === 'passphrase' ? { newPassphrase: secretValue(passphrase) } : {};
  await apply({ storage, rotated: rotate ? 1 : 0 }, [
    { change: 'environment.edit', secretStorage: storage, ...(rotate ? { rotate } : {}), ...moved },
  ]);
}

async function bulk(id: string): Promise<void> {
  const [there] = bulks;
  const name = there ?? `bulk-${id}`;
  const names = Array.from({ length: 500 }, (_, at) => `${name}-${at}`);
  if (there === undefined) {
    const added = Object.fromEntries(names.map((it) => [it, null]));
    const one = { change: 'connection.add', type: 'mailchimp', terms } as const;
    await apply(
      { added },
      names.map((displayName) => ({ ...one, displayName })),
    );
    bulks.add(name);
  } else {
    await apply(
      { gone: names },
      names.map((connection) => ({ change: 'connection.remove', connection })),
    );
    bulks.delete(name);
  }
}

async function apply(delta: Delta, changes: readonly Change[]): Promise<void> {
  writeSync(1, `start ${JSON.stringify(delta)}\n`);
  await environment.apply(changes);
  writeSync(1, 'done\n');
}
