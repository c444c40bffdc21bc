import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ConnectionDetail } from '../../../src/model/query.ts';
import { canary, drop, exportOn } from '../../commands/furniture.ts';
import { expectGolden } from '../../support/golden.ts';
import { type Prepared, prepared } from '../../support/prepared.ts';
import { keys, openTerminal } from '../../support/pty.ts';

const launcher = fileURLToPath(new URL('../../../bin/cinch.js', import.meta.url));
const name = 'retail-nightly-drop';
let cli: Prepared;
let temporary: string;
beforeEach(async () => {
  cli = await prepared([drop('Retail nightly drop'), exportOn(name, 'VIP segment nightly')]);
  temporary = join(cli.home, 'temporary');
  mkdirSync(temporary);
});
afterEach(() => {
  // However it ended, the file is gone with its folder, and no secret was ever in it.
  expect(readdirSync(temporary)).toEqual([]);
  const seen = join(cli.home, 'seen');
  expect(existsSync(seen) && readFileSync(seen, 'utf8').includes(canary)).toBe(false);
  cli.remove();
});

/** An editor that is a small script; what it was given is added to `seen`. */
function editor(lines: string): string {
  const path = join(cli.home, 'editor.sh');
  writeFileSync(path, `#!/bin/sh\ncat "$1" >> ${cli.home}/seen\n${lines}\n`);
  chmodSync(path, 0o700);
  return path;
}

const open = (visual: string, more: { shell?: string; argv?: readonly string[] } = {}) =>
  openTerminal(more.argv ?? ['connection', 'edit', name, '--editor'], {
    home: cli.home,
    env: { VISUAL: visual, TMPDIR: temporary, LANG: 'C.UTF-8', PW: canary },
    ...(more.shell === undefined ? {} : { shell: more.shell }),
  });
const shown = async () => (await cli.door.query('connection.show', { connection: name })) as ConnectionDetail;

describe('editing a connection as a file', () => {
  test('what the editor left is shown, confirmed and saved', async () => {
    const terminal = open(
      editor(`sed -i -e 's/^  username: .*/  username: bob/' -e 's/password: stored/password: env:PW/' "$1"`),
    );

    await terminal.until('❯ save it');
    terminal.type(keys.enter);
    const exit = await terminal.ended;

    expectGolden('screens/connection-edit-file-80', `${terminal.screen()}\n`);
    expect(exit).toBe(0);
    expect((await shown()).settings.username).toBe('bob');
  });

  test('a mistake is told at its line, and mended when the editor opens again', async () => {
    const mistake = `sed -i 's/^  username: .*/  usernam: bob/' "$1"`;
    const mended = `sed -i 's/^  usernam: .*/  username: bob/' "$1"`;
    const terminal = open(editor(`if grep -q '# error: ' "$1"; then ${mended}; else ${mistake}; fi`));

    await terminal.until('❯ save it');
    terminal.type(keys.enter);

    expect(await terminal.ended).toBe(0);
    expect((await shown()).settings.username).toBe('bob');
    expect(readFileSync(join(cli.home, 'seen'), 'utf8')).toMatch(
      /# error: there is no field `usernam`; did you mean `username`\?\n {2}usernam: bob\n/,
    );
  });

  test.each([
    ['fails after it changed the file', `sed -i 's/svc-cdp/bob/' "$1"; exit 1`, 2, 'ended with 1; nothing has'],
    ['saves nothing', 'true', 0, 'the file was left as it was, so nothing has changed'],
    ['empties the file', ': > "$1"', 0, 'the file was emptied, so nothing has changed'],
    ['takes the file away', 'rm "$1"', 0, 'the file was emptied, so nothing has changed'],
  ])('an editor that %s changes nothing, and it is said', async (_, lines, exit, words) => {
    const terminal = open(editor(lines));

    expect(await terminal.ended).toBe(exit);
    expect(terminal.screen().replace(/\s+/g, ' ')).toContain(words);
    expect((await shown()).revision).toBe(1);
  });

  test('an editor that is not there is named, with what to set', async () => {
    const terminal = open('/no/such/editor --wait');

    expect(await terminal.ended).toBe(2);
    expectGolden('screens/connection-edit-no-editor', `${terminal.screen()}\n`);
  });

  test('standard output stays data: the editor draws where the questions are', async () => {
    const path = editor(`echo drawn; sed -i 's/^  username: .*/  username: bob/' "$1"`);
    const terminal = open(path, {
      shell: `"${process.execPath}" "${launcher}" connection edit ${name} --editor -o json > out.json`,
    });

    await terminal.until('drawn');
    await terminal.until('❯ save it');
    terminal.type(keys.enter);

    expect(await terminal.ended).toBe(0);
    expect(JSON.parse(readFileSync(join(cli.home, 'out.json'), 'utf8'))).toMatchObject({ result: 'updated' });
  });

  test('an editor that a person types into has the terminal for itself, and the questions have it back', async () => {
    const terminal = open(
      editor(`printf 'new user name:'; read line; sed -i "s/^  username: .*/  username: $line/" "$1"`),
    );

    await terminal.until('new user name:');
    terminal.type('bob', keys.enter);
    await terminal.until('svc-cdp -> bob');
    await terminal.until('❯ save it');
    terminal.type(keys.down);
    await terminal.until('❯ open the editor again');
    terminal.type(keys.enter);
    await terminal.until('✓ Save this? open the editor again\nnew user name:');
    terminal.type('eve', keys.enter);
    await terminal.until('svc-cdp -> eve');
    await terminal.until('❯ save it');
    terminal.type(keys.enter);

    expect(await terminal.ended).toBe(0);
    expect((await shown()).settings.username).toBe('eve');
  });

  test('Ctrl-C in the editor ends the editor alone, and nothing has changed', async () => {
    const terminal = open(editor(`sed -i 's/svc-cdp/bob/' "$1"; printf 'waiting:'; read line`));

    await terminal.until('waiting:');
    terminal.type(keys.ctrlC);

    expect(await terminal.ended).toBe(2);
    expect(terminal.screen().replace(/\s+/g, ' ')).toContain('was ended by SIGINT;');
    expect((await shown()).revision).toBe(1);
  });

  test('an export is edited in the same way', async () => {
    const argv = ['export', 'edit', 'vip-segment-nightly', '--editor'];
    const terminal = open(editor(`sed -i 's/^schedule: .*/schedule: every 6 hours/' "$1"`), { argv });

    await terminal.until('refresh -> every 6 hours');
    await terminal.until('❯ save it');
    terminal.type(keys.enter);

    expect(await terminal.ended).toBe(0);
    const { schedule } = await cli.door.query('export.show', { dependent: 'vip-segment-nightly' });
    expect(schedule).toBe('every 6 hours');
  });
});

describe('without a terminal', () => {
  test.each([
    [['connection', 'edit', name], '--hostname'],
    [['export', 'edit', 'vip-segment-nightly'], 'cinch export edit vip-segment-nightly --help'],
  ])('%j --editor is refused with what can be given instead', async (argv, words) => {
    const { exit, stdout, stderr } = await cli([...argv, '--editor'], { env: { VISUAL: 'true' } });

    expect([exit, stdout]).toEqual([3, '']);
    expect(stderr.replace(/\s+/g, ' ')).toMatch(/^error: an editor needs a terminal, and /);
    expect(stderr.replace(/\s+/g, ' ')).toContain(words);
  });
});
