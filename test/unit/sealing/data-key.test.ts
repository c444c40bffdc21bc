import { createDecipheriv, randomBytes } from 'node:crypto';
import { expect, test } from '@jest/globals';
import { keyRing, newDataKey, unwrap, wrap } from '../../../src/adapters/sealing/data-key.ts';
import { secretValue } from '../../../src/kernel/secret-value.ts';
import { sealIdentity } from '../../../src/service/store/sealing.ts';
import { plain } from './parts.ts';

const key = newDataKey([]);
const ring = keyRing([key]);
const identity = sealIdentity('env-1', 'connection-1', 'password', 1);
const seal = (text: string) => ring.seal(secretValue(text), identity);

/** Every text that differs from this one in one byte, and those that lost or gained one. */
function* damagedOnce(text: string): Generator<string> {
  for (let at = 0; at < text.length; at++) {
    for (let mask = 1; mask < 256; mask++) {
      yield text.slice(0, at) + String.fromCharCode(text.charCodeAt(at) ^ mask) + text.slice(at + 1);
    }
    yield text.slice(0, at) + text.slice(at + 1);
    yield text.slice(0, at);
  }
  for (const more of ['A', '=', '\n', '.', ' ', '.A']) yield text + more;
}

test.each(['', 'hunter2', 'naïve – 密码 🔑', 'line\nline\0end', 'x'.repeat(65_536)])(
  'a secret comes back as it was sealed (%#)',
  (text) => {
    expect(plain(ring.open(seal(text), 1, identity))).toBe(text);
  },
);

test('the sealed text is AES-256-GCM that any implementation opens, and holds nothing of the secret', () => {
  const sealed = seal('hunter2');
  const [format, nonce, rest] = sealed.split('.') as [string, string, string];
  expect(format).toBe('1');
  const bytes = Buffer.from(rest, 'base64url');
  const opening = createDecipheriv('aes-256-gcm', key.bytes, Buffer.from(nonce, 'base64url'));
  opening.setAAD(Buffer.from(identity)).setAuthTag(bytes.subarray(-16));
  expect(opening.update(bytes.subarray(0, -16)).toString() + opening.final('utf8')).toBe('hunter2');
  expect(sealed).not.toContain('hunter2');
  expect(sealed).not.toContain(Buffer.from('hunter2').toString('base64url'));
});

test('a sealed secret does not open in another environment, record, field or version', () => {
  const sealed = seal('hunter2');
  for (const moved of [
    sealIdentity('env-2', 'connection-1', 'password', 1),
    sealIdentity('env-1', 'connection-2', 'password', 1),
    sealIdentity('env-1', 'connection-1', 'passphrase', 1),
    sealIdentity('env-1', 'connection-1', 'password', 2),
  ]) {
    expect(ring.open(sealed, 1, moved)).toBeUndefined();
  }
  expect(ring.open(sealed, 2, identity)).toBeUndefined();
  expect(keyRing([newDataKey([])]).open(sealed, 1, identity)).toBeUndefined();
});

test('no change of a single byte of a sealed secret goes unnoticed', () => {
  const sealed = seal('pass'); // 4 bytes and the tag leave spare bits in the last character.
  const opened = [...damagedOnce(sealed)].filter((text) => ring.open(text, 1, identity) !== undefined);
  expect(opened).toEqual([]);
});

test('no change of a single byte of a wrapped key goes unnoticed', () => {
  const wrappingKey = randomBytes(32);
  const kept = wrap(key, 'env-1', wrappingKey, {});
  expect(unwrap(kept, 'env-1', wrappingKey)).toEqual(key);
  const opened = [...damagedOnce(kept.wrapped)].filter((wrapped) => unwrap({ ...kept, wrapped }, 'env-1', wrappingKey));
  expect(opened).toEqual([]);
});

test('a wrapped key opens for its own environment and version only', () => {
  const wrappingKey = randomBytes(32);
  const kept = wrap(key, 'env-1', wrappingKey, {});
  expect(unwrap(kept, 'env-2', wrappingKey)).toBeUndefined();
  expect(unwrap({ ...kept, version: 2 }, 'env-1', wrappingKey)).toBeUndefined();
  expect(unwrap(kept, 'env-1', randomBytes(32))).toBeUndefined();
});

test.each(['', '1', '1..', '1.AAAA', '...', '1.AAAAAAAAAAAAAAAA.', '2.AAAAAAAAAAAAAAAA.AAAA', '\0', '🔑'.repeat(99)])(
  'garbage opens as nothing, and is no crash (%j)',
  (garbage) => {
    expect(ring.open(garbage, 1, identity)).toBeUndefined();
  },
);

test('a nonce never comes twice in 10,000 seals of the same secret', () => {
  const nonces = new Set(Array.from({ length: 10_000 }, () => seal('same').split('.')[1]));
  expect(nonces.size).toBe(10_000);
});

test('the newest key seals and all of them open', () => {
  const [first, second] = [newDataKey([]), newDataKey([{ version: 1, bytes: randomBytes(32) }])];
  const both = keyRing([second, first]);
  expect(both.version).toBe(2);
  const [old, fresh] = [keyRing([first]).seal(secretValue('a'), 'i'), both.seal(secretValue('b'), 'i')];
  expect([plain(both.open(old, 1, 'i')), plain(both.open(fresh, 2, 'i'))]).toEqual(['a', 'b']);
  expect(keyRing([first]).open(fresh, 1, 'i')).toBeUndefined();
});
