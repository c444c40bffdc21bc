import type { Field, Fields, Settings } from './field.ts';

/** Whether a field applies, given the settings so far and the defaults of what is not given. */
export function applies(field: Field, fields: Fields, settings: Settings): boolean {
  if (field.when === undefined) return true;
  const other = fields[field.when.field];
  if (other === undefined || !applies(other, fields, settings)) return false;
  const value = settings[field.when.field] ?? ('default' in other ? other.default : undefined);
  const wanted = field.when.is;
  return Array.isArray(wanted) ? wanted.includes(value as string) : value === wanted;
}

/** The keys that apply, in the declaration's order. */
export function visible(fields: Fields, settings: Settings): readonly string[] {
  return Object.keys(fields).filter((key) => applies(fields[key] as Field, fields, settings));
}
