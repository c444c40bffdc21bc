import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { isTokenId, makeApiToken, readApiToken, tokenBytes } from '../../../src/model/api-token.ts';
import { createRandom, type Random } from '../../support/random.ts';

const digest = (text: string) => createHash('sha256').update(text).digest('base64url');
const bytes = (random: Random) =>
  Uint8Array.from({ length: tokenBytes.id + tokenBytes.secret }, () => random.below(256));

describe('an API token', () => {
  test('is its mark, a public id, a secret part and a checksum, so that scanners and eyes know it', () => {
    const made = makeApiToken(bytes(createRandom(1)), digest);
    const text = made.token.reveal();

    expect(text).toMatch(/^cinch_[0-9A-Za-z]{8}_[0-9A-Za-z_-]{43}[0-9A-Za-z]{6}$/);
    expect(text).toContain(`_${made.id}_`);
    expect(isTokenId(made.id)).toBe(true);
    expect(JSON.stringify(made)).not.toContain(text.slice(15, 58));
  });

  test('is read back as the id and the sum of the secret part it was made with', () => {
    const random = createRandom(2);
    for (let round = 0; round < 200; round += 1) {
      const { token, ...known } = makeApiToken(bytes(random), digest);
      expect(readApiToken(token.reveal(), digest)).toEqual(known);
      expect(known.secretSum).toBe(digest(token.reveal().slice(15, 58)));
    }
  });

  test('carries the checksum everyone can compute: CRC-32 of all before it, in base 62', () => {
    const text = makeApiToken(bytes(createRandom(3)), digest).token.reveal();
    const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
    const sum = [...text.slice(-6)].reduce((value, digit) => value * 62 + digits.indexOf(digit), 0);

    expect(sum).toBe(crc32(text.slice(0, -6)));
  });

  test('with any one character changed, left out or added is no token', () => {
    const text = makeApiToken(bytes(createRandom(4)), digest).token.reveal();

    for (let at = 0; at < text.length; at += 1) {
      const other = text[at] === 'x' ? 'y' : 'x';
      expect(readApiToken(`${text.slice(0, at)}${other}${text.slice(at + 1)}`, digest)).toBeUndefined();
      expect(readApiToken(`${text.slice(0, at)}${text.slice(at + 1)}`, digest)).toBeUndefined();
      expect(readApiToken(`${text.slice(0, at)}x${text.slice(at)}`, digest)).toBeUndefined();
    }
  });

  test.each(['', 'cinch_', 'Bearer x', ' '.repeat(64), 'cinch_12345678_', `cinch_${'\n'.repeat(58)}`])(
    '%j is no token',
    (text) => {
      expect(readApiToken(text, digest)).toBeUndefined();
    },
  );

  test('10,000 tokens have 10,000 ids and 10,000 secrets', () => {
    const random = createRandom(5);
    const made = Array.from({ length: 10_000 }, () => makeApiToken(bytes(random), digest));

    expect(new Set(made.map(({ id }) => id)).size).toBe(10_000);
    expect(new Set(made.map(({ secretSum }) => secretSum)).size).toBe(10_000);
  });
});
