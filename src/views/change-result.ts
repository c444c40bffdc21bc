import { printable } from '../kernel/printable.ts';
import type { Applied, AppliedChange } from '../model/environment.ts';
import { broken } from './block.ts';
import { count } from './count.ts';
import { type Paint, plain } from './paint.ts';

// From here on unchanged things are counted instead of listed.
const mostListedUnchanged = 10;

/** One line a change, and how many there were of each where they are several. */
export function text(data: Applied, paint: Paint = plain, columns: number = Number.POSITIVE_INFINITY): string {
  const { changes, dryRun } = data;
  if (changes.length === 0) return 'nothing to do\n';
  const unchanged = changes.filter((change) => change.result === 'unchanged').length;
  const listed = changes.filter((change) => unchanged <= mostListedUnchanged || change.result !== 'unchanged');
  const verbs = listed.map((change) => verbOf(change, dryRun));
  const widest = Math.max(0, ...verbs.map((verb) => verb.length));
  const lines = listed.map((change, at) =>
    lineOf(change, (verbs[at] as string).padEnd(widest), dryRun, paint, columns),
  );
  if (changes.length > 1) lines.push(...broken(summary(changes, dryRun), columns));
  if (dryRun) lines.push('dry run: nothing has changed');
  return lines.map((line) => `${line}\n`).join('');
}

function lineOf(change: AppliedChange, verb: string, dryRun: boolean, paint: Paint, columns: number): string {
  const marked = change.result === 'unchanged' ? verb : (dryRun ? paint.warn : paint.good)(verb);
  const asides = [
    change.result === 'updated' && change.fields.length > 0 ? change.fields.join(', ') : '',
    change.revision === null || change.result === 'removed' ? '' : `revision ${change.revision}`,
  ].filter((aside) => aside !== '');
  const name = printable(change.name);
  const between = verb.length + change.kind.length + name.length + 3 <= columns ? ' ' : '\n    ';
  const line = `${marked}  ${change.kind}${between}${paint.name(name)}`;
  if (asides.length === 0) return line;
  const aside = printable(`(${asides.join('; ')})`);
  const room = columns - verb.length - change.kind.length - name.length - 5;
  if (between === ' ' && aside.length <= room) return `${line}  ${paint.dim(aside)}`;
  return [line, ...broken(aside, columns - 4).map((it) => `    ${paint.dim(it)}`)].join('\n');
}

function verbOf({ change, result }: AppliedChange, dryRun: boolean): string {
  if (result === 'unchanged') return dryRun ? 'would stay as it is' : 'unchanged';
  const verb = change.split('.')[1] ?? '';
  const words = verbs[verb] ?? plainVerbs[result];
  return dryRun ? `would ${words[0]}` : words[1];
}

type Words = readonly [would: string, did: string];

// An `add` may update with `--if-exists update`, so the result speaks for it; what has a word of its own keeps it.
const verbs: { readonly [verb: string]: Words } = {
  'sign-in': ['sign in', 'signed in'],
  rename: ['rename', 'renamed'],
  share: ['share', 'shared'],
  unshare: ['unshare', 'unshared'],
  lock: ['lock', 'locked'],
  unlock: ['unlock', 'unlocked'],
  connect: ['connect', 'connected'],
  disconnect: ['disconnect', 'disconnected'],
  activate: ['activate', 'activated'],
  deactivate: ['deactivate', 'deactivated'],
  use: ['use', 'using'],
  backup: ['back up', 'backed up'],
  restore: ['restore', 'restored'],
};

const plainVerbs: { readonly [R in Applied['result']]: Words } = {
  created: ['create', 'created'],
  updated: ['update', 'updated'],
  removed: ['remove', 'removed'],
  unchanged: ['stay as it is', 'unchanged'],
};

function summary(changes: readonly AppliedChange[], dryRun: boolean): string {
  const results = ['created', 'updated', 'removed', 'unchanged'] as const;
  const parts = results.flatMap((result) => {
    const n = changes.filter((change) => change.result === result).length;
    return n === 0 ? [] : [`${count(n, '', '').trim()} ${result}`];
  });
  return `${dryRun ? 'would be: ' : ''}${parts.join(', ')}`;
}
