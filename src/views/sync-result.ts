import { printable } from '../kernel/printable.ts';
import type { SyncAction, SyncSide } from '../model/sync-plan.ts';
import type { SyncResult } from '../model/sync-result.ts';
import { broken } from './block.ts';
import { figure } from './count.ts';
import { type Paint, plain } from './paint.ts';
import { says } from './sync-conflict.ts';
import { holesOf } from './sync-plan.ts';
import { sideNames } from './sync-sides.ts';

// From here on they are counted instead of listed.
const mostListed = 20;

const did: { readonly [A in Exclude<SyncAction, 'blocked'>]: string } = {
  create: 'created',
  change: 'changed',
  rename: 'renamed',
  remove: 'removed',
};

/** What came to each side, what was left as it was, and which secrets are missing. */
export function text(result: SyncResult, paint: Paint = plain, columns: number = Number.POSITIVE_INFINITY): string {
  const names = sideNames(result);
  const sides = (['local', 'remote'] as const).flatMap((side) => sideOf(result, side, names[side], paint, columns));
  const all = [
    ...result.conflicts.filter(({ decided }) => decided === null).map((it) => asItIs(it, says(it, names))),
    ...result.lines.flatMap((it) => (it.blocked ?? []).map(({ message }) => asItIs(it, printable(message)))),
  ];
  // What waits for something does so on both sides.
  const left = [...new Set(all)];
  const shown = [...sides, ...left.slice(0, mostListed).flatMap((it) => broken(it, columns))];
  if (left.length > mostListed) shown.push(`  and ${figure(left.length - mostListed)} more`);
  if (shown.length === 0) shown.push(result.result === 'synced' ? 'nothing else to do' : 'nothing to do');
  return [...shown, ...holesOf(result, names, columns)].map((line) => `${line.trimEnd()}\n`).join('');
}

function asItIs({ kind, name }: { readonly kind: string; readonly name: string }, why: string): string {
  return `left as it is: ${kind} ${printable(name)}; ${why}`;
}

function sideOf(
  { lines, counts }: SyncResult,
  side: SyncSide,
  name: string,
  paint: Paint,
  columns: number,
): readonly string[] {
  const all = lines.filter(({ to, action }) => to === side && action !== 'blocked');
  if (all.length === 0) return [];
  const widest = Math.max(...all.map(({ kind }) => kind.length));
  const listed =
    all.length > mostListed
      ? []
      : all.map((it) => {
          const action = did[it.action as keyof typeof did];
          const fits = action.length + widest + it.name.length + 6 <= columns;
          const between = fits ? `${it.kind.padEnd(widest)}  ` : `${it.kind}\n    `;
          return `  ${paint.good(action)}  ${between}${paint.name(printable(it.name))}`;
        });
  const parts = (Object.keys(did) as (keyof typeof did)[]).flatMap((action) =>
    counts[side][action] > 0 ? [`${figure(counts[side][action])} ${did[action]}`] : [],
  );
  const head = broken(`${printable(name)}: ${parts.join(', ')}`, columns);
  return [...head.map((it) => paint.strong(it)), ...listed];
}
