import type { Context } from '../commands/context.ts';
import { pick } from '../commands/shared/asking/pick.ts';
import type { Settings } from './settings.ts';

/** Asks which server is meant, where none was named and there are some; answers whether there are. */
export async function pickServer(context: Context, settings: Settings): Promise<boolean> {
  if (!context.prompt.interactive || settings.scanned.value('environment') !== undefined) return false;
  const environments = await context.environments();
  const names = (await environments.list()).map(({ name }) => name);
  const remote = await Promise.all(names.map((name) => environments.isRemote(name)));
  if (!remote.includes(true)) return false;
  const here = names.filter((_, at) => remote[at] === false);
  settings.goTo(await pick(context, 'environment', { message: 'Which server?', except: here }));
  return true;
}
