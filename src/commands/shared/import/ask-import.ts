import type { ImportSource } from '../../../model/import-summary.ts';
import type { Context } from '../../context.ts';
import { askType } from '../asking/type.ts';

interface Asked {
  readonly from: ImportSource | undefined;
  readonly type: string | undefined;
}

/** What was left out and decides about everything else, asked where somebody sits there. */
export async function askImport<F extends Asked>(context: Context, flags: F): Promise<F> {
  if (!context.prompt.interactive) return flags;
  const from =
    flags.from ??
    (await context.prompt.choose<ImportSource>({
      message: 'What wrote the file?',
      choices: [
        { value: 'airflow', label: 'Airflow', aside: 'its exported connections' },
        { value: 'rclone', label: 'rclone', aside: 'its configuration' },
        { value: 'csv', label: 'a spreadsheet', aside: 'rows of one type, as CSV' },
      ],
    }));
  const type = flags.type ?? (from === 'csv' ? await askType(context) : undefined);
  return { ...flags, from, type };
}
