import type { Context } from '../../context.ts';
import { askToSave } from '../asking/to-save.ts';
import { differencesOf } from './differences.ts';
import type { Editing } from './edits.ts';
import { consequencesOf } from './save-edits.ts';

/** Shows what is about to be edited, and what goes by it. */
export async function showHead(context: Context, { base, type }: Editing): Promise<void> {
  const { name, displayName, revision } = base;
  const { exports, enrichments } = await usesOf(context, base.id);
  await context.show('ConnectionToEdit', { name, displayName, type: type.label, revision, exports, enrichments });
}

/** Shows everything that is different, and asks whether to save it, unless the gate for questions of consequence will. */
export async function isToBeSaved(context: Context, editing: Editing, back: string): Promise<boolean> {
  await showDifferences(context, editing);
  return (await gateAsks(context, consequencesOf(editing).length > 0)) || askToSave(context, editing.base.name, back);
}

/** Shows what saving makes different, and what uses it from its next run. */
export async function showDifferences(context: Context, editing: Editing): Promise<void> {
  await context.show('Differences', differencesOf(editing, await usesOf(context, editing.base.id)));
}

/** Whether the gate for questions of consequence will ask: asked twice, people answer without reading. */
export async function gateAsks(context: Context, moderate: boolean): Promise<boolean> {
  const { confirm, yes, dryRun } = context.common;
  if (dryRun || confirm !== undefined) return false;
  const { production } = await (await context.environment()).query('environment.show', {});
  return production || (moderate && !yes);
}

async function usesOf(context: Context, connection: string) {
  return (await context.environment()).query('connection.dependents', { connection });
}
