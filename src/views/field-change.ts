import type { Setting } from '../fields/field.ts';
import type { FieldChange } from '../model/plan.ts';

/** A field with what becomes of it; of something new, what it is. */
export function fieldText({ field, before, after }: FieldChange, isNew: boolean): string {
  const label = field.replace(/^settings\./, '');
  if (isNew) return `${label}: ${valueText(after)}`;
  return `${label}: ${valueText(before)} -> ${valueText(after)}`;
}

/** A value as it stands in a plan. */
export function valueText(value: Setting | null): string {
  if (value === null) return 'none';
  return Array.isArray(value) ? value.join(', ') : String(value);
}
