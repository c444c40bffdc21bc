import { printable } from '../kernel/printable.ts';
import { type SyncConflict, type SyncLine, type SyncPlan, type SyncSide, syncActions } from '../model/sync-plan.ts';
import { broken } from './block.ts';
import { count, figure } from './count.ts';
import { fieldText } from './field-change.ts';
import { type Paint, plain } from './paint.ts';
import { counted, marks, symbols } from './plan-mark.ts';
import { moment } from './relative-time.ts';
import { says, versions } from './sync-conflict.ts';
import { type ShownSides, sideNames } from './sync-sides.ts';

const naming: ReadonlySet<string> = new Set(['name', 'declaration.id']);

type Names = { readonly [S in SyncSide]: string };

// More than a person reads before deciding; what is left out is counted.
const mostListed = 200;
const mostHoles = 20;

/** What goes to each side, thing by thing with its fields, what both sides changed, and which secrets stay behind. */
export function text(
  plan: SyncPlan & ShownSides,
  paint: Paint = plain,
  columns: number = Number.POSITIVE_INFINITY,
): string {
  const names = sideNames(plan);
  const sides = (['local', 'remote'] as const).flatMap((side) =>
    group(
      `to ${printable(names[side])}`,
      plan.lines.filter(({ to }) => to === side),
      (line, width) => lineOf(line, width, paint, columns),
      paint,
    ),
  );
  const conflicts = group(
    'conflicts',
    plan.conflicts,
    (it, width) => conflictOf(it, names, width, paint, columns),
    paint,
  );
  return [...sides, ...conflicts, ...holesOf(plan, names, columns), ...summary(plan, names, columns)]
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
}

function group<T extends { readonly kind: string }>(
  head: string,
  items: readonly T[],
  draw: (item: T, width: number) => readonly string[],
  paint: Paint,
): readonly string[] {
  if (items.length === 0) return [];
  const listed = items.slice(0, mostListed);
  const width = Math.max(...listed.map(({ kind }) => kind.length));
  const more = items.length > listed.length ? [`  and ${figure(items.length - listed.length)} more`] : [];
  return [paint.strong(head), ...listed.flatMap((it) => draw(it, width)), ...more];
}

function lineOf(line: SyncLine, width: number, paint: Paint, columns: number): readonly string[] {
  const { action, kind, name, from, by, at, fields, blocked = [] } = line;
  const called = from === undefined ? printable(name) : `${printable(from)} -> ${printable(name)}`;
  const before = `${symbols[action]} ${action.padEnd(7)}  ${kind.padEnd(width)}  `;
  const who = printable(`by ${by} at ${moment(at)}`);
  const beside = before.length + called.length + 2 + who.length <= columns;
  const shown = from === undefined ? paint.name(called) : `${printable(from)} -> ${paint.name(printable(name))}`;
  const head = `${marks(paint)[action](before.slice(0, 9))}${before.slice(9)}${shown}`;
  // What is stopped may be new as well.
  const isNew = action === 'create' || fields.some((it) => it.before === null && naming.has(it.field));
  const details = [
    ...fields.filter(({ field }) => field !== 'name').map((it) => fieldText(it, isNew)),
    ...blocked.map(({ message }) => `stopped: ${message}`),
  ];
  return [
    beside ? `${head}  ${paint.dim(who)}` : head,
    ...(beside ? [] : broken(who, columns - 6).map((it) => `      ${paint.dim(it)}`)),
    ...details.flatMap((it) => broken(printable(it), columns - 6)).map((it) => `      ${it}`),
  ];
}

function conflictOf(
  conflict: SyncConflict,
  names: Names,
  width: number,
  paint: Paint,
  columns: number,
): readonly string[] {
  const { why, kind, name, decided } = conflict;
  const settled = decided === null ? 'not decided' : `decided: as it is in ${printable(names[decided])}`;
  return [
    `${paint.warn(`! ${why.padEnd(7)}`)}  ${kind.padEnd(width)}  ${paint.name(printable(name))}`,
    ...broken(says(conflict, names), columns - 6).map((it) => `      ${it}`),
    ...versions(conflict, names, columns, 6).split('\n').slice(0, -1),
    ...broken(settled, columns - 6).map((it) => `      ${paint.strong(it)}`),
  ];
}

/** Stored secrets that are not brought along, and where they are missing then. */
export function holesOf({ holes }: Pick<SyncPlan, 'holes'>, names: Names, columns: number): readonly string[] {
  if (holes.length === 0) return [];
  const listed = holes
    .slice(0, mostHoles)
    .map(
      ({ side, connection, field }) => `${printable(field)} of ${printable(connection)}, in ${printable(names[side])}`,
    );
  const more = holes.length > mostHoles ? [`and ${figure(holes.length - mostHoles)} more`] : [];
  return [
    ...broken('stored secrets stay where they are, so these are missing:', columns),
    ...[...listed, ...more].flatMap((it) => broken(it, columns - 2)).map((it) => `  ${it}`),
  ];
}

/** What goes to each side in numbers: `to laptop: 1 to create, 2 to change`. */
function summary({ counts }: SyncPlan, names: Names, columns: number): readonly string[] {
  const sides = (['local', 'remote'] as const).flatMap((side) => {
    const parts = syncActions.flatMap((action) => {
      const n = counts[side][action];
      return n > 0 ? [`${figure(n)} ${counted[action]}`] : [];
    });
    return parts.length === 0 ? [] : [`${printable(names[side])}: ${parts.join(', ')}`];
  });
  const open = counts.undecided === 0 ? '' : `, ${figure(counts.undecided)} not decided`;
  const conflicts = counts.conflicts === 0 ? [] : [`${count(counts.conflicts, 'conflict')}${open}`];
  const all = [...sides, ...conflicts];
  return all.length === 0 ? ['nothing to do'] : all.flatMap((it) => broken(it, columns));
}
