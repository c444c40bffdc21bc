import type { Outcome } from '../commands/define.ts';
import type { AnyCommand } from '../commands/tree.ts';
import { isProblem } from '../kernel/problem.ts';
import { everywhere } from './common-flags.ts';
import { openContext } from './context.ts';
import { flagsOf, parse } from './parse.ts';
import { createPresenter, type Presenter } from './present.ts';
import { route } from './route.ts';
import { scan } from './scan.ts';
import { settingsOf } from './settings.ts';

/** Runs a command line and answers with the exit code. Every failure is told here, once. */
export async function runCommandLine(argv: readonly string[]): Promise<number> {
  let presenter = createPresenter(settingsOf(scan(argv, everywhere)));
  try {
    const where = route(argv);
    const asksHelp = where.to !== 'leaf' || scan(where.rest, everywhere).has('help');
    if (asksHelp) {
      const { showHelp } = await import('./help.ts');
      return await showHelp(where, presenter);
    }
    const command: AnyCommand = await where.leaf.load();
    const flags = flagsOf(command);
    const first = scan(where.rest, flags);
    presenter = createPresenter(settingsOf(first));
    return await runLeaf(command, where.rest, first, presenter);
  } catch (error) {
    return presenter.failure(error);
  }
}

async function runLeaf(
  command: AnyCommand,
  rest: readonly string[],
  first: ReturnType<typeof scan>,
  presenter: Presenter,
): Promise<number> {
  const context = openContext(presenter, first, command);
  try {
    const fields = command.fields === undefined ? {} : await fieldsOf(command, first.positionals, context);
    const input = parse(command, fields, rest);
    context.settle(input.flags);
    const outcome: Outcome = await command.run(input as never, context.context);
    return await presenter.success(outcome, command);
  } finally {
    await context.close();
  }
}

// What the type would add is worth nothing where the type itself is in doubt; the command says so in its own words.
async function fieldsOf(
  command: AnyCommand,
  positionals: readonly string[],
  { context }: ReturnType<typeof openContext>,
) {
  try {
    return (await command.fields?.(positionals, context)) ?? {};
  } catch (error) {
    if (isProblem(error) && error.exit === 12) throw error;
    return {};
  }
}
