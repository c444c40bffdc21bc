import type { Field } from '../../../fields/field.ts';
import type { Context } from '../../context.ts';
import { askField } from './connection-draft.ts';
import { type Told, withoutStraySettings } from './dependent-draft.ts';
import { askSchedule } from './schedule.ts';

/** Asks again when an export or enrichment runs, or one thing that it is told. What applies no longer goes. */
export async function askToldAgain<D extends Told>(context: Context, draft: D, key: string): Promise<D> {
  if (key === 'schedule') return { ...draft, schedule: await askSchedule(context.prompt, draft.schedule) };
  const name = key.slice('field:'.length);
  const field = draft.type.usage[name] as Field;
  const { settings } = await askField(context, field, name, { settings: draft.settings, secrets: {} });
  return { ...draft, settings: withoutStraySettings({ ...draft, settings }) };
}
