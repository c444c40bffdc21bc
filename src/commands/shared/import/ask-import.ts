import type { ImportSource } from '../../../model/import-summary.ts';
import type { Context } from '../../context.ts';
import { askType } from '../asking/type.ts';

interface Asked {
  readonly from: ImportSource | undefined;
  readonly type: string | undefined;
}

interface Answered<F> {
  readonly file: string | undefined;
  readonly flags: F;
  readonly asked: boolean;
}

/** What was left out and decides about everything else, asked where somebody sits there. */
export async function askImport<F extends Asked>(
  context: Context,
  given: string | undefined,
  flags: F,
): Promise<Answered<F>> {
  if (!context.prompt.interactive) return { file: given, flags, asked: false };
  const file =
    given ??
    (await context.prompt.text({
      message: 'Which file?',
      hint: 'what Airflow exported, a configuration of rclone, or rows as CSV',
      judge: (typed) => (typed.trim() === '' ? '`FILE` is needed' : undefined),
    }));
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
  const asked = file !== given || from !== flags.from || type !== flags.type;
  return { file: file.trim(), flags: { ...flags, from, type }, asked };
}
