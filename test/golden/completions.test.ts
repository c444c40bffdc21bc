import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { completionScripts } from '../../src/commands/shared/completion-scripts.ts';
import { shells } from '../../src/kernel/shells.ts';

const folder = fileURLToPath(new URL('../../completions/', import.meta.url));
const endings = { bash: 'bash', zsh: 'zsh', fish: 'fish', powershell: 'ps1' } as const;

test.each(shells)('what ships for %s is what `cinch completion` prints', (shell) => {
  const path = `${folder}cinch.${endings[shell]}`;
  if (process.env.GOLDEN === 'write') {
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, completionScripts[shell]);
  }

  expect(completionScripts[shell]).toBe(readFileSync(path, 'utf8'));
});

test('nothing else ships with them', () => {
  expect(readdirSync(folder).sort()).toEqual(shells.map((shell) => `cinch.${endings[shell]}`).sort());
});

test('what ships for PowerShell, which no machine of ours has, closes what it opens', () => {
  const open: string[] = [];
  const pairs: { readonly [end: string]: string } = { ')': '(', ']': '[', '}': '{' };
  // Without strings and comments, in which anything may stand.
  const code = completionScripts.powershell.replace(/#.*$/gm, '').replace(/'[^']*'|"(?:`.|[^"`])*"/g, '');
  for (const mark of code.replace(/[^()[\]{}]/g, '')) {
    if (mark in pairs) expect([open.pop(), mark]).toEqual([pairs[mark], mark]);
    else open.push(mark);
  }

  expect(open).toEqual([]);
  expect(completionScripts.powershell.split('"').length % 2).toBe(1);
});
