import { describe, expect, test } from '@jest/globals';
import { isLost, translated } from '../../../src/adapters/postgres/errors.ts';
import { isProblem, problemDocument } from '../../../src/kernel/problem.ts';

const place = 'postgresql://db.contoso.example:5432/cinch';
const canary = 'canary-5ecret-7f3a';
const hostile = {
  message: `${canary} of SELECT * FROM secrets`,
  detail: `Key (name)=(${canary}) already exists.`,
  where: canary,
  internalQuery: canary,
};

describe('what PostgreSQL reports', () => {
  test.each([
    ['08006', 'store.unreachable'],
    ['23502', undefined],
    ['23505', undefined],
    ['25006', 'store.read_only'],
    ['28000', 'store.unreachable'],
    ['28P01', 'store.unreachable'],
    ['3D000', 'store.unreachable'],
    ['3F000', 'store.damaged'],
    ['40001', 'store.busy'],
    ['40P01', 'store.busy'],
    ['42501', 'store.unreachable'],
    ['42601', 'store.damaged'],
    ['42703', 'store.damaged'],
    ['42P01', 'store.damaged'],
    ['53100', 'store.full'],
    ['53200', 'store.unreachable'],
    ['53300', 'store.unreachable'],
    ['54000', 'input.too_large'],
    ['55P03', 'store.busy'],
    ['57014', 'store.unreachable'],
    ['57P01', 'store.unreachable'],
    ['57P03', 'store.unreachable'],
    ['58030', 'store.unreachable'],
    ['58P01', 'store.damaged'],
    ['XX000', 'store.damaged'],
    ['XX001', 'store.damaged'],
    ['ECONNREFUSED', 'store.unreachable'],
    ['EPIPE', 'store.unreachable'],
    ['ENOTFOUND', 'store.unreachable'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'store.unreachable'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'store.unreachable'],
    ['', 'store.unreachable'],
  ])('as %s is %s, in words that hold nothing of what it said', (code, expected) => {
    const error = translated({ ...hostile, code }, place, 10) as Error;

    expect(isProblem(error) ? error.code : undefined).toBe(expected);
    expect(JSON.stringify([error.message, isProblem(error) && problemDocument(error)])).not.toContain(canary);
    expect(JSON.stringify([error.message, isProblem(error) && problemDocument(error)])).not.toContain('SELECT');
  });

  test('of what is there already names the index, by which the service finds its words', () => {
    const error = translated({ ...hostile, code: '23505', constraint: 'connections_display_key' }, place, 10);

    expect(error).toMatchObject({ code: 'store.unique', message: 'connections_display_key' });
  });

  test('is the end of a session for what the network or the server cut, and for nothing that was refused', () => {
    const lost = ['', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', '08006', '57P01', '57P02', '57P03', '25P03'];
    const refused = ['23505', '25006', '40001', '42P01', '53100', '55P03', '57014', 'XX000'];

    expect(lost.filter((code) => !isLost({ code }))).toEqual([]);
    expect(refused.filter((code) => isLost({ code }))).toEqual([]);
  });

  test('a problem of our own goes on as it is', () => {
    const own = translated({ code: '53100' }, place, 10);

    expect(translated(own, place, 10)).toBe(own);
  });
});
