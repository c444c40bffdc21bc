import { describe, expect, test } from '@jest/globals';
import { isProblem, type ProblemCode, problem, problemDocument } from '../../../src/kernel/problem.ts';
import { problems } from '../../../src/kernel/problems.ts';
import { everyParameter } from './every-parameter.ts';

const codes = Object.keys(problems) as ProblemCode[];
const made = (code: ProblemCode, more: object = {}) => problem(code, { ...everyParameter, ...more } as never);

describe.each(codes)('%s', (code) => {
  const variants = [
    made(code),
    made(code, {
      nearest: undefined,
      example: undefined,
      uses: null,
      what: 'display name',
      count: 1,
      exports: 0,
    }),
  ];

  test('is told in the voice of the house: lower-case, no full stop, no pleading, nothing called invalid', () => {
    for (const { detail, fix } of variants) {
      expect(detail).toMatch(/^(?:[a-z`/]|\d|--)/);
      for (const line of [detail, ...fix]) {
        expect(line).not.toMatch(
          /\.$|\bplease\b|\binvalid\b|\bsorry\b|\boops\b|!$|undefined|null|\[object| {2}\S+ {2}/i,
        );
        expect(line.trim()).toBe(line);
      }
    }
  });

  test('has a title, a status and an exit code that the design knows', () => {
    const { title, status, exit, type } = variants[0] as (typeof variants)[number];
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(status).toBeLessThan(600);
    expect([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 126, 127, 129, 130, 143]).toContain(exit);
    expect(type).toBe(`urn:cinch:problem:${code.replace(/[._]/g, '-')}`);
  });

  test('shows what came from outside without control characters', () => {
    const hostile = Object.fromEntries(
      Object.entries(everyParameter).map(([key, value]) => [
        key,
        typeof value === 'string' ? `a\u001b[2J\u202e${value}` : value,
      ]),
    );
    const { detail, fix } = problem(code, {
      ...hostile,
      says: 'x',
      rule: 'x',
      needs: 'x',
      why: 'x',
      action: 'x',
      command: 'x',
      list: 'x',
      flag: 'x',
      parent: 'x',
      nearest: 'x',
      kind: 'export',
      storage: 'x',
      label: 'x',
      role: 'x',
      what: 'name',
      version: 'x',
      wanted: 'x',
      at: 'x',
      field: 'x',
      type: 'x',
      environment: 'x',
      place: 'x',
      uses: 'x',
      name: code === 'bug' ? 'x' : hostile.name,
    } as never);
    for (const line of [detail, ...fix]) expect(line).not.toMatch(/[\u001b\u202e]/);
  });
});

describe('a problem', () => {
  test('is told by its brand, and nothing else is', () => {
    expect(isProblem(made('not_found'))).toBe(true);
    for (const other of [new Error('x'), { code: 'not_found' }, null, undefined, 'text'])
      expect(isProblem(other)).toBe(false);
  });

  test('is one RFC 9457 document with its members beside it', () => {
    const candidates = [{ id: '1', name: 'one', displayName: 'One' }];

    expect(
      problemDocument(problem('ambiguous', { kind: 'user', ref: 'x', list: 'cinch user list' }, { candidates })),
    ).toEqual({
      type: 'urn:cinch:problem:ambiguous',
      title: 'The name fits more than one',
      status: 409,
      detail: '`x` is the name of one user and the display name of another; use the name or the id',
      code: 'ambiguous',
      exit: 6,
      retryable: false,
      fix: ['cinch user list'],
      candidates,
    });
  });

  test('that can be tried again says so, and only such a one', () => {
    const retryable = codes.filter((code) => made(code).retryable);

    expect(retryable).toEqual([
      'keyvault.cut',
      'keyvault.silent',
      'keyvault.throttled',
      'keyvault.failing',
      'sign_in.unreachable',
      'sign_in.throttled',
      'sign_in.unavailable',
      'token.unjudged',
      'rate.exceeded',
      'rate.locked',
      'environment.unreachable',
      'store.busy',
      'store.full',
      'store.outcome_unknown',
      'request.not_ready',
      'remote.unreachable',
      'remote.late',
      'remote.busy',
      'remote.moving',
    ]);
  });
});
