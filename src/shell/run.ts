import type { AnyCommand } from '../commands/tree.ts';
import { printable } from '../kernel/printable.ts';
import { shellWord } from '../kernel/shell-word.ts';
import { everywhere, flagsOf } from './common-flags.ts';
import { parted } from './parted.ts';
import { createPresenter } from './present.ts';
import { route } from './route.ts';
import { type Scanned, scan } from './scan.ts';
import { settingsOf } from './settings.ts';

/** Runs a command line and answers with the exit code. Every failure is told here, once. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  let presenter = createPresenter(settingsOf(scan(argv, everywhere)));
  let help = 'cinch --help';
  try {
    const where = route(argv);
    if (where.to !== 'leaf') {
      const { helpText } = await import('./help.ts');
      presenter.text(await helpText(where, {}, presenter));
      return 0;
    }
    const command = await where.leaf.load();
    const scanned = scan(parted(command, where.rest).own, flagsOf(command));
    presenter = createPresenter(settingsOf(scanned, command.drawings));
    help = helpOf(command, scanned);
    const { runLeaf, typedFields } = await import('./leaf.ts');
    if (!scanned.has('help')) return await runLeaf(command, where.rest, scanned, presenter);
    const { helpText } = await import('./help.ts');
    presenter.text(await helpText(where, await typedFields(command, scanned, presenter), presenter));
    return 0;
  } catch (error) {
    return presenter.failure(error, help);
  }
}

// With what tells the type, where it was given: its fields are what help is asked for.
function helpOf(command: AnyCommand, { positionals, value }: Scanned): string {
  const given = ['connection', 'type'].flatMap((flag) => {
    const it = value(flag);
    return it === undefined ? [] : [`--${flag}`, it];
  });
  const subject = command.fields === undefined ? [] : [...positionals.slice(0, 1), ...given];
  return ['cinch', command.path, ...subject.map((it) => shellWord(printable(it))), '--help'].join(' ');
}
