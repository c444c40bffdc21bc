import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { currentTerms, termsVersions } from '../../../src/model/terms.ts';
import { addPlain, inside } from '../../contract/stage.ts';
import { createWorld, type World } from '../../support/world.ts';

describe('agreeing to the terms', () => {
  let world: World;
  beforeEach(async () => {
    world = await createWorld();
    // As if an earlier text had been shipped: there is only one so far.
    (termsVersions as string[]).unshift('2025-01');
  });
  afterEach(async () => {
    (termsVersions as string[]).shift();
    await world.close();
  });

  test('R9 an older version that was shipped stays acceptable, with a warning, and is kept as what was agreed to', async () => {
    const admin = world.as();

    const { warnings } = await admin.apply([addPlain('Plain', { terms: '2025-01' })]);

    expect(warnings).toEqual([
      {
        code: 'older-terms',
        message: `the terms of 2025-01 were accepted; the current ones are of ${currentTerms()}, see \`cinch help terms\``,
      },
    ]);
    expect((await inside(admin, 'plain')).consent?.version).toBe('2025-01');
  });

  test('R9 agreeing to the current version later is a change of its own', async () => {
    const admin = world.as();
    await admin.apply([addPlain('Plain', { terms: '2025-01' })]);

    const agreed = await admin.apply([{ change: 'connection.edit', connection: 'plain', terms: currentTerms() }]);

    expect(agreed).toMatchObject({ changes: [{ fields: ['consent'] }], warnings: [] });
    expect((await inside(admin, 'plain')).consent).toMatchObject({ version: currentTerms(), by: 'admin' });
  });
});
