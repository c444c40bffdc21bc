import type { Condition } from '../fields/field.ts';
import { printable } from '../kernel/printable.ts';
import { wrap } from '../kernel/wrap.ts';
import type { Paint } from './paint.ts';

/** A field of a connection type as `type show` gives it. */
export interface ShownField {
  readonly key: string;
  readonly label: string;
  readonly kind: string;
  readonly secret: boolean;
  readonly required: boolean;
  readonly default?: unknown;
  readonly choices: readonly string[] | null;
  /** What the choices are called, in their order. */
  readonly choiceLabels: readonly string[] | null;
  readonly when?: Condition | null | undefined;
  readonly help: string;
}

/** A field as part of a page: its key and nature on one line, what it is for and its choices under it. */
export function shownField(field: ShownField, paint: Paint, columns: number): string {
  const nature = [field.secret ? 'secret' : field.kind, needText(field), whenText(field.when)].filter(
    (it) => it !== '',
  );
  const [first = '', ...more] = wrap(printable(`${field.key} (${field.label}): ${nature.join(', ')}`), columns - 6);
  const key = printable(field.key);
  const head = first.startsWith(key) ? paint.name(key) + first.slice(key.length) : first;
  const choices = (field.choices ?? []).map((value, at) => {
    const label = field.choiceLabels?.[at];
    return label === undefined || label === value ? value : `${value} (${label})`;
  });
  const about = [field.help, ...(choices.length === 0 ? [] : [`one of: ${choices.join(', ')}`])].flatMap((sentence) =>
    wrap(printable(sentence), columns - 6),
  );
  return [`  ${head}`, ...[...more, ...about].map((line) => `      ${line}`)].map((line) => `${line}\n`).join('');
}

function needText(field: ShownField): string {
  if (field.default !== undefined && field.default !== null) return `default ${String(field.default)}`;
  return field.required ? 'required' : 'optional';
}

function whenText(when: Condition | null | undefined): string {
  if (when === null || when === undefined) return '';
  const values = [when.is].flat().map(String);
  return `while ${when.field} is ${values.join(' or ')}`;
}
