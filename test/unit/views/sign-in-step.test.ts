import { expect, test } from '@jest/globals';
import { plain } from '../../../src/views/paint.ts';
import { pages } from '../../../src/views/sign-in-page.ts';
import { text } from '../../../src/views/sign-in-step.ts';

const address = `https://login.partner.example/auth?state=${'x'.repeat(80)}`;
const step = { label: 'Letters', address, redirect: 'http://127.0.0.1:8765/callback', seconds: 300, awaited: true };

test('the address stands whole on a line of its own, however narrow the terminal is', () => {
  expect(text(step, plain, 40).split('\n')).toEqual([
    'sign in to Letters at',
    '',
    address,
    '',
    'the app there has to allow the redirect',
    'http://127.0.0.1:8765/callback',
    'waiting for at most 5 minutes; Ctrl-C',
    'leaves everything as it was',
    '',
  ]);
});

test('a code stands out, and what a service says shows no control characters', () => {
  const code = 'WDJB\u001b[2J';
  const { redirect: _, ...device } = { ...step, address: 'https://a.example/\u0007', code, seconds: 90 };

  expect(text(device, plain, 80).split('\n')).toEqual([
    'sign in to Letters at',
    '',
    'https://a.example/\\u{07}',
    '',
    'and type there',
    '',
    'WDJB\\u{1b}[2J',
    '',
    'waiting for at most 90 seconds; Ctrl-C leaves everything as it was',
    '',
  ]);
});

test('nothing is waited for where a person brings the answer', () => {
  expect(text({ ...step, awaited: false }, plain, 80)).not.toContain('waiting');
});

test('the pages of the browser load nothing from anywhere', () => {
  for (const page of Object.values(pages)) expect(page).not.toMatch(/src=|href=|<script|<style|url\(/);
});
