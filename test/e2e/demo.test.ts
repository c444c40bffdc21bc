import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createCli, type Ran } from '../support/cli.ts';

const cli = createCli();
let played: Ran;
let before: string[];
const demos = () => readdirSync(tmpdir()).filter((name) => name.startsWith('cinch-demo-'));

beforeAll(async () => {
  before = demos();
  played = await cli.ok(['demo']);
});
afterAll(() => cli.remove());

describe('cinch demo', () => {
  test('shows each command with what it really prints', () => {
    const commands = played.stdout.split('\n').filter((line) => line.startsWith('$ cinch '));

    expect(commands.length).toBeGreaterThan(15);
    expect(played.stdout).toContain('created  connection retail-nightly-drop');
    expect(played.stdout).toContain('moved');
  });

  test('every command of it does what the demo says, refusals included', () => {
    const codes = [...played.stdout.matchAll(/\(exit (\d+)\)/g)].map(([, code]) => Number(code));

    // The locked connection, and the removal of one that is in use.
    expect(codes).toEqual([8, 8]);
  });

  test('leaves nothing behind: no store, no temporary folder', () => {
    expect(readdirSync(cli.home)).toEqual([]);
    expect(demos().filter((name) => !before.includes(name))).toEqual([]);
  });

  test('as JSON it is one document', async () => {
    const { json } = await cli.ok(['demo', '-o', 'json']);

    expect(json().kind).toBe('Demo');
    expect(json().items[0]).toMatchObject({ exit: 0 });
  });
});
