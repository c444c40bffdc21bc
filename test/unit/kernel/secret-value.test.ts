import { Console } from 'node:console';
import { Writable } from 'node:stream';
import { format, inspect } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { isSecretValue, secretValue } from '../../../src/kernel/secret-value.ts';

const plain = 'hunter2-canary';

/** What a console prints of something, on both of its streams. */
function printed(print: (to: Console) => void): string {
  let out = '';
  const stream = new Writable({
    write(chunk, _, done) {
      out += String(chunk);
      done();
    },
  });
  print(new Console(stream, stream));
  return out;
}

const shapes = {
  alone: (secret: unknown) => secret,
  'in an object': (secret: unknown) => ({ password: secret }),
  'in a list': (secret: unknown) => [[secret]],
  'in a map': (secret: unknown) => new Map([[secret, secret]]),
  'in an error': (secret: unknown) => Object.assign(new Error(`failed with ${secret}`, { cause: secret }), { secret }),
};

describe.each(Object.entries(shapes))('a secret %s', (_, shape) => {
  const value = shape(secretValue(plain));

  test.each<readonly [string, (it: unknown) => unknown]>([
    ['a template', (it) => `${it}`],
    ['String', (it) => String(it)],
    ['adding to it', (it) => 1 + (it as number)],
    ['JSON', (it) => JSON.stringify(it)],
    ['inspect', (it) => inspect(it, { depth: 9 })],
    ['inspect with all that is hidden', (it) => inspect(it, { showHidden: true, depth: 9, getters: true })],
    ['inspect without custom ways', (it) => inspect(it, { customInspect: false, showHidden: true, depth: 9 })],
    ['format', (it) => format('%s %o %O %j %d %i %f', it, it, it, it, it, it, it)],
    ['console', (it) => printed((to) => [to.log(it), to.error(it), to.dir(it), to.table(it), to.table([it])])],
    ['the entries of an object', (it) => inspect(Object.entries(it as object), { showHidden: true })],
    ['a spread', (it) => inspect({ ...(it as object) }, { showHidden: true })],
    ['the stack of an error', (it) => (it as Error).stack ?? ''],
    ['a comparison of text', (it) => [it, 'a'].toSorted().map(String).join()],
  ])('is not shown by %s', (_way, print) => {
    const text = String(print(value));
    expect(text).not.toContain(plain);
    expect(text).not.toContain('hunter2');
  });
});

describe('a secret', () => {
  const secret = secretValue(plain);

  test('prints as three stars', () => {
    expect([`${secret}`, String(secret), JSON.stringify({ secret }), inspect(secret)]).toEqual([
      '***',
      '***',
      '{"secret":"***"}',
      '***',
    ]);
  });

  test('is revealed only when it is asked to', () => {
    expect(secret.reveal()).toBe(plain);
    expect(Object.keys(secret)).toEqual([]);
    expect(Reflect.ownKeys(secret).map((key) => typeof Reflect.get(secret, key))).toEqual(Array(5).fill('function'));
  });

  test('does not travel by being copied', () => {
    expect(inspect(structuredClone(secret), { showHidden: true })).not.toContain(plain);
    expect(isSecretValue(structuredClone(secret))).toBe(false);
    expect(isSecretValue(JSON.parse(JSON.stringify({ secret })).secret)).toBe(false);
  });

  test('cannot be made to reveal anything else', () => {
    expect(() => Object.assign(secret, { reveal: () => 'other' })).toThrow(TypeError);
    expect(() => Object.defineProperty(secret, 'toString', { value: () => plain })).toThrow(TypeError);
    expect(`${secret}`).toBe('***');
  });

  test.each([undefined, null, 'text', 1, {}, { keyVault: 'name' }, () => plain])('is told from %p', (other) => {
    expect(isSecretValue(other)).toBe(false);
    expect(isSecretValue(secret)).toBe(true);
  });
});
