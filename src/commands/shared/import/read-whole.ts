import { problem } from '../../../kernel/problem.ts';
import type { Importing } from '../../../plan/import/imported.ts';
import type { Sourced } from '../../../plan/import/source-entry.ts';
import { placedFindings, placeOf } from '../../../plan/manifest/tree.ts';
import type { Context } from '../../context.ts';
import type { ImportGiven } from './import-given.ts';

interface WholeRead {
  readonly entries: readonly Sourced[];
  readonly kindOf: Importing['kindOf'];
}

/** Reads what `airflow connections export` and its lists write, in JSON or YAML. */
export async function readAirflow(context: Context, { file, shown }: ImportGiven): Promise<WholeRead> {
  const { airflowEntries } = await import('../../../plan/import/airflow/entries.ts');
  const { airflowKind } = await import('../../../plan/import/airflow/kinds.ts');
  const { looksLikeRclone } = await import('../../../plan/import/rclone/entries.ts');
  const { readTrees } = await import('../manifest/yaml-tree.ts');
  const text = await textOf(context, file, shown);
  if (text.trim() === '') throw problem('import.empty', { path: shown });
  if (looksLikeRclone(text)) throw problem('import.other_source', { path: shown, from: 'airflow', seems: 'rclone' });
  const { source, trees, findings } = await readTrees(shown, text, 0);
  const fix = ['airflow connections export connections.json --file-format json'];
  if (findings.length > 0) {
    const issues = placedFindings([source], findings).slice(0, 200);
    throw problem('input.refused', { what: shown, count: findings.length, fix }, { issues });
  }
  const entries = trees.map((tree) => airflowEntries(tree, (at) => placeOf([source], at).line));
  if (entries.includes(undefined))
    throw problem('import.shape', {
      path: shown,
      from: 'Airflow',
      says: 'it holds no connections by their names',
      fix,
    });
  return { entries: entries.flatMap((them) => them ?? []), kindOf: airflowKind };
}

/** Reads a configuration of rclone. */
export async function readRclone(context: Context, { file, shown }: ImportGiven): Promise<WholeRead> {
  const { isEncrypted, rcloneEntries } = await import('../../../plan/import/rclone/entries.ts');
  const { rcloneKind } = await import('../../../plan/import/rclone/kinds.ts');
  const { looksLikeAirflow } = await import('../../../plan/import/airflow/entries.ts');
  const text = await textOf(context, file, shown);
  if (isEncrypted(text)) throw problem('import.encrypted', { path: shown });
  if (looksLikeAirflow(text)) throw problem('import.other_source', { path: shown, from: 'rclone', seems: 'airflow' });
  const entries = rcloneEntries(text);
  if ('line' in entries) {
    const says = `line ${entries.line} is neither \`[name]\` nor \`key = value\``;
    throw problem('import.shape', { path: shown, from: 'rclone', says, fix: ['rclone config show'] });
  }
  return { entries, kindOf: rcloneKind };
}

async function textOf(context: Context, file: string, shown: string): Promise<string> {
  const text = (await context.readText(file)).replace(/^\ufeff/, '');
  if (text.includes('\0')) throw problem('input.file', { path: shown, says: 'is no text; save it as UTF-8' });
  return text;
}
