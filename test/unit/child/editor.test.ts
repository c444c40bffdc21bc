import { execFileSync } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { editText } from '../../../src/adapters/child/editor.ts';
import { isProblem } from '../../../src/kernel/problem.ts';

let folder: string;
let ended: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cinch-editor-'));
  mkdirSync(join(folder, 'temporary'));
  ended = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** An editor that is a small script; `$1` is the file. */
function script(lines: string, name = 'editor'): string {
  const path = join(folder, name);
  writeFileSync(path, `#!/bin/sh\n${lines}\n`);
  chmodSync(path, 0o700);
  return path;
}

const signals = new EventEmitter();
async function edit(env: Record<string, string>, text = 'a: 1\n'): Promise<string> {
  try {
    return await editText(text, {
      env: { PATH: process.env.PATH, ...env },
      platform: 'linux',
      temporary: join(folder, 'temporary'),
      signals,
      end: (signal) => ended.push(signal),
    });
  } catch (error) {
    if (!isProblem(error)) throw error;
    return `${error.code}: ${error.detail}`;
  } finally {
    // Whatever became of it, nothing is left behind.
    expect(readdirSync(join(folder, 'temporary'))).toEqual([]);
    expect(signals.eventNames()).toEqual([]);
  }
}
const said = () => readFileSync(join(folder, 'said'), 'utf8');

describe('an editor', () => {
  test('is given a file that only the person may read, in a folder that only they may enter', async () => {
    const looks = `stat -c '%a' "$1" "$(dirname "$1")" > ${folder}/said; echo "$1" >> ${folder}/said; cat "$1" >> ${folder}/said`;
    await edit({ VISUAL: script(looks) });

    expect(said()).toMatch(/^600\n700\n\/.*\.yaml\na: 1\n$/);
  });

  test('answers what it left, also where it wrote another file in its place', async () => {
    expect(await edit({ VISUAL: script('echo "b: 2" > "$1"') })).toBe('b: 2\n');
    expect(await edit({ VISUAL: script('echo "c: 3" > "$1.new"; mv "$1.new" "$1"; touch "$1.swp"') })).toBe('c: 3\n');
  });

  test('answers nothing where it took the file away', async () => {
    expect(await edit({ VISUAL: script('rm "$1"') })).toBe('');
  });

  test('is $VISUAL, then $EDITOR, then vi, an empty one being none', async () => {
    script('echo vi > "$1"', 'vi');
    const [one, other] = [script('echo visual > "$1"', 'one'), script('echo editor > "$1"', 'other')];

    expect(await edit({ VISUAL: one, EDITOR: other })).toBe('visual\n');
    expect(await edit({ VISUAL: ' ', EDITOR: other })).toBe('editor\n');
    expect(await edit({ PATH: `${folder}:${process.env.PATH}` })).toBe('vi\n');
  });

  test('may be a command with words of its own, which no shell ever sees', async () => {
    const path = script(`for it in "$@"; do echo "$it" >> ${folder}/said; done`, 'my editor');
    await edit({ VISUAL: `"${path}" --wait 'two words' $HOME ;touch ${folder}/never` });

    expect(said().split('\n').slice(0, 5)).toEqual(['--wait', 'two words', '$HOME', ';touch', `${folder}/never`]);
    expect(readdirSync(folder)).not.toContain('never');
  });

  test('is not given what opens the stored secrets', async () => {
    await edit({
      VISUAL: script(`env > ${folder}/said`),
      CINCH_PASSPHRASE: 'correct horse',
      CINCH_HOME: '/x',
      LANG: 'C',
    });

    expect(said()).toContain('LANG=C\n');
    expect(said()).not.toMatch(/CINCH_|correct horse/);
  });
});

describe('an editor that does not do its work', () => {
  test.each([
    ['fails', 'echo "b: 2" > "$1"; exit 3', 'ended with 3; nothing has changed'],
    ['is killed', 'kill -KILL $$', 'was ended by SIGKILL; nothing has changed'],
    ['leaves what is no text', 'printf \'\\377\\376\' > "$1"', 'left a file that is no text; nothing has changed'],
  ])('%s, and is named', async (_, lines, words) => {
    const path = script(lines);

    expect(await edit({ VISUAL: path })).toBe(`editor.failed: the editor \`${path}\` ${words}`);
  });

  test('is not there, cannot be run, or is no command', async () => {
    const open = script('true', 'open');
    chmodSync(open, 0o600);

    expect(await edit({ EDITOR: '/no/such/editor --wait' })).toBe(
      'editor.failed: the editor `/no/such/editor --wait` is not there; nothing has changed',
    );
    expect(await edit({ VISUAL: open })).toContain('cannot be run; nothing has changed');
    expect(await edit({ VISUAL: '"code --wait' })).toContain('a quote in it is not closed; nothing has changed');
    expect(await edit({ VISUAL: '""' })).toContain('is no command');
  });
});

test('where no file can be made, no editor is opened, and it is said where', async () => {
  const surroundings = { env: { VISUAL: 'true' }, platform: 'linux', signals, end: () => undefined };
  const opened = editText('a: 1\n', { ...surroundings, temporary: join(folder, 'no', 'such', 'folder') });

  await expect(opened).rejects.toMatchObject({ code: 'editor.failed', detail: expect.stringContaining('(ENOENT)') });
});

describe('a signal while it is open', () => {
  // What an editor waits for, and what it is waited for by.
  const pipes = () => {
    const [started, goes] = ['started', 'goes'].map((name) => join(folder, name)) as [string, string];
    execFileSync('mkfifo', [started, goes]);
    return { started, goes };
  };

  test.each(['SIGTERM', 'SIGHUP'] as const)(
    '%s ends the editor, leaves nothing behind, and then ends this',
    async (signal) => {
      const { started, goes } = pipes();
      const opened = edit({ VISUAL: script(`echo yes > ${started}; exec cat ${goes}`) });
      await readFile(started);
      signals.emit(signal, signal);
      await opened;

      expect(ended).toEqual([signal]);
    },
  );

  test('Ctrl-C is for the editor alone', async () => {
    const { started, goes } = pipes();
    const opened = edit({ VISUAL: script(`echo yes > ${started}; cat ${goes} > "$1"`) });
    await readFile(started);
    signals.emit('SIGINT', 'SIGINT');
    await writeFile(goes, 'b: 2\n');

    expect([await opened, ended]).toEqual(['b: 2\n', []]);
  });
});
