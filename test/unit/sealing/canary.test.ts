import { writeFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { expect, test } from '@jest/globals';
import { problemDocument } from '../../../src/kernel/problem.ts';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import { noKeychain, person, refusal, sealingWith, world } from './parts.ts';

const canary = 'CANARY-9f3c1e77a2b84d06';
const keyCanary = Buffer.alloc(32, canary).toString('base64url');

const shapes = [
  canary,
  Buffer.from(canary).toString('base64'),
  Buffer.from(canary).toString('base64url'),
  Buffer.from(canary).toString('hex'),
  [...canary].reverse().join(''),
  canary.slice(7, 15),
  keyCanary,
];

test('no refusal shows a passphrase, a secret or a key, in any shape', async () => {
  const { partsOf, path, keychain } = world();
  const env = { CINCH_PASSPHRASE: canary };
  const byPassphrase = await sealingWith({ env: { CINCH_PASSPHRASE: 'right' } }).begin('env-1');
  const byKeychain = await sealingWith({ keychain }).begin('env-1');
  const byKeyFile = await sealingWith(partsOf['key-file']).begin('env-1');
  writeFileSync(path, keyCanary);
  keychain.entries.set(byKeychain.keys[0]?.with.entry ?? '', keyCanary);
  const typing = person({ open: canary, new: canary });
  const speaks = () => Promise.reject(new Error(canary));
  const chatty = { get: speaks, set: speaks, delete: speaks };
  const newPassphrase = secretValue(canary);

  const refused = await Promise.all([
    refusal(sealingWith({ env }).unlock('env-1', byPassphrase)),
    refusal(sealingWith({ askPassphrase: typing.ask }).unlock('env-1', byPassphrase)),
    refusal(sealingWith({ env }).rewrap('env-1', byPassphrase, { to: 'keychain' })),
    refusal(sealingWith({ env }).rewrap('env-1', byPassphrase, { newPassphrase })),
    refusal(sealingWith({ ...partsOf['key-file'] }).rewrap('env-1', byKeyFile, { newPassphrase })),
    refusal(sealingWith(partsOf['key-file']).unlock('env-1', byKeyFile)),
    refusal(sealingWith({ keychain }).unlock('env-1', byKeychain)),
    refusal(sealingWith({ keychain: chatty }).unlock('env-1', byKeychain)),
    refusal(sealingWith({ keychain: chatty }).begin('env-1')),
    refusal(sealingWith({ keychain: noKeychain(), env: { ...env, CINCH_KEY_FILE: '/nowhere/k' } }).begin('env-1')),
  ]);
  writeFileSync(path, `${canary}\n`);
  refused.push(await refusal(sealingWith(partsOf['key-file']).unlock('env-1', byKeyFile)));
  refused.push(await refusal(sealingWith(partsOf['key-file']).begin('env-1')));

  const shown = refused.flatMap((error) => [
    String(error),
    error.stack ?? '',
    JSON.stringify(error),
    JSON.stringify(problemDocument(error)),
    inspect(error, { depth: 9, showHidden: true }),
  ]);
  for (const shape of shapes) expect(shown.filter((text) => text.includes(shape))).toEqual([]);
});

test('what is kept, and the key ring itself, show neither keys nor secrets', async () => {
  const { partsOf } = world();
  const begun = await sealingWith(partsOf.passphrase).begin('env-1');
  const opened = begun.ring.open(begun.ring.seal(secretValue(canary), 'i'), 1, 'i');
  expect(opened?.reveal()).toBe(canary);
  const shown = inspect([begun, opened], { depth: 9, showHidden: true }) + JSON.stringify([begun, opened]);
  for (const shape of [...shapes, 'the first passphrase']) expect(shown).not.toContain(shape);
  expect(shown).not.toContain('Buffer');
});
