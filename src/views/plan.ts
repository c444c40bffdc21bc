import { printable } from '../kernel/printable.ts';
import { type Plan, type PlanLine, planActions } from '../model/plan.ts';
import { broken } from './block.ts';
import { figure } from './count.ts';
import { fieldText } from './field-change.ts';
import { type Paint, plain } from './paint.ts';
import { counted, marks, symbols } from './plan-mark.ts';

// More than a person reads before deciding; what is left out is counted.
const mostListed = 200;

/** A plan as a picture: each thing with its fields, and how many there are of each. What stays the same is counted alone. */
export function text(plan: Plan, paint: Paint = plain, columns: number = Number.POSITIVE_INFINITY): string {
  const lines = plan.lines.filter(({ action }) => action !== 'same');
  const listed = lines.slice(0, mostListed);
  const kinds = Math.max(0, ...listed.map(({ kind }) => kind.length));
  const shown = listed.flatMap((line) => [
    headOf(line, kinds, paint),
    ...details(line, columns - 6).map((it) => `      ${it}`),
  ]);
  if (lines.length > listed.length) shown.push(`  and ${figure(lines.length - listed.length)} more`);
  const holes = unset(plan);
  return [...shown, ...holes, summary(plan)].map((line) => `${line.trimEnd()}\n`).join('');
}

function headOf({ action, kind, name, from, waits }: PlanLine, kinds: number, paint: Paint): string {
  const mark = marks(paint)[action];
  const called =
    from === undefined ? paint.name(printable(name)) : `${printable(from)} -> ${paint.name(printable(name))}`;
  const aside = waits === true ? '  awaits a sign-in when it is there' : '';
  return `${mark(`${symbols[action]} ${action.padEnd(7)}`)}  ${kind.padEnd(kinds)}  ${called}${aside}`;
}

function details(line: PlanLine, columns: number): readonly string[] {
  const { fields, secrets, drifted, blocked = [] } = line;
  // What is there already has a type, a role or an address.
  const isNew = fields.some(({ field, before }) => ['type', 'role', 'url'].includes(field) && before === null);
  const shown = fields.filter(({ field }) => field !== 'name');
  return [
    ...(drifted === undefined ? [] : [`changed outside the manifest by ${drifted.by} at ${drifted.at}`]),
    ...shown.map((it) => fieldText(it, isNew)),
    ...secrets.filter(({ is }) => (isNew ? is !== 'unset' : is !== 'same')).map((it) => secretText(it, isNew)),
    ...blocked.map(({ message }) => `stopped: ${message}`),
  ].flatMap((it) => broken(printable(it), columns));
}

function secretText({ field, is, from }: PlanLine['secrets'][number], isNew: boolean): string {
  const source = 'fromEnv' in from ? `from ${from.fromEnv}` : `from the key vault, ${from.keyVault}`;
  const words = {
    same: 'the same',
    changes: 'changes',
    unknown: 'not known whether it changes',
    unset: 'kept as it is',
  };
  if (isNew) return `secret ${field}: ${source}`;
  const aside = is === 'unset' && 'fromEnv' in from ? `, because ${from.fromEnv} is not set` : `, ${source}`;
  return `secret ${field}: ${words[is]}${aside}`;
}

// Holes of what stays the same are told too, so that they can be filled.
function unset({ lines }: Plan): readonly string[] {
  const holes = lines
    .filter(({ action }) => action === 'same')
    .flatMap(({ name, secrets }) =>
      secrets.flatMap(({ field, is, from }) =>
        is === 'unset' && 'fromEnv' in from ? [`  ${printable(from.fromEnv)}  ${field} of ${printable(name)}`] : [],
      ),
    );
  if (holes.length === 0) return [];
  const rest = holes.length > 20 ? [`  and ${figure(holes.length - 20)} more`] : [];
  return ['stored secrets stay, because these variables are not set:', ...holes.slice(0, 20), ...rest];
}

/** One line of counts: `1 to create, 2 to change, 14 the same`. */
function summary({ counts }: Plan): string {
  const parts = planActions.flatMap((action) =>
    counts[action] > 0 ? [`${figure(counts[action])} ${counted[action]}`] : [],
  );
  return parts.length === 0 ? 'nothing is stated' : parts.join(', ');
}

/** The same for a comment on a pull request: counts, a table of things, and their fields. */
export function markdown(plan: Plan): string {
  const lines = plan.lines.filter(({ action }) => action !== 'same');
  const rows = lines.slice(0, mostListed).map((line) => {
    const { action, kind, name, from } = line;
    const called = from === undefined ? code(name) : `${code(from)} → ${code(name)}`;
    return `| ${symbols[action]} ${action} | ${kind} | ${called} | ${details(line, Number.POSITIVE_INFINITY).map(cell).join('<br>')} |`;
  });
  const rest = lines.length > mostListed ? [`\nand ${figure(lines.length - mostListed)} more`] : [];
  const table =
    rows.length === 0 ? [] : ['', '| | kind | name | what |', '| --- | --- | --- | --- |', ...rows, ...rest];
  return [`**${cell(plan.manifest)}** in **${cell(plan.environment.displayName)}**: ${summary(plan)}`, ...table]
    .map((line) => `${line}\n`)
    .join('');
}

// What comes from outside is text and nothing else in a comment.
function cell(text: string): string {
  return printable(text).replace(/[\\`*_{}[\]<>()#+!|~@&]/g, (it) => `&#${it.charCodeAt(0)};`);
}

function code(text: string): string {
  return `<code>${cell(text)}</code>`;
}
