import { isName } from '../../../kernel/name.ts';
import { problem } from '../../../kernel/problem.ts';
import type { Context } from '../../context.ts';
import { type Ends, type Pair, pairOf, pairOfTwo } from '../sync/pair.ts';

/** Which two environments are meant; what cannot be told is asked, or listed where nobody can be asked. */
export async function askedPair(
  context: Context,
  ends: Ends,
): Promise<{ readonly pair: Pair; readonly asked: boolean }> {
  const pair = await pairOf(context, ends);
  if (pair !== undefined) return { pair, asked: false };
  if (!context.prompt.interactive) throw await lacking(context, ends);
  const { from, to } = await askEnds(context, ends);
  return { pair: await pairOfTwo(context, { from, to, afresh: ends.afresh }), asked: true };
}

async function lacking(context: Context, { from, to }: Ends) {
  const missing = [
    ...(from === undefined ? [{ input: 'from', flag: '--from NAME', help: 'the environment that is copied' }] : []),
    ...(to === undefined ? [{ input: 'to', flag: '--to NAME', help: 'the copy on this machine' }] : []),
  ];
  if (missing.length === 1) return problem('input.missing', { count: 1, why: '' }, { missing });
  return problem('sync.no_copy', { name: await context.environmentName() }, { missing });
}

/** Asks what is copied, and what the copy is called; what was given is not asked. */
async function askEnds(context: Context, { from, to }: Ends): Promise<{ readonly from: string; readonly to: string }> {
  const environments = await (await context.environments()).list();
  if (environments.length === 0) throw problem('environment.none', { name: '' });
  const find = async (typed: string) =>
    environments
      .filter(({ name }) => name !== to && name.includes(typed.trim().toLowerCase()))
      .map(({ name, displayName, fault }) => ({
        value: name,
        label: name,
        aside: fault ?? (displayName === name ? '' : displayName),
      }));
  const original = from ?? (await context.prompt.search({ message: 'Which environment is copied?', find }));
  const taken = new Set(environments.map(({ name }) => name));
  const copy =
    to ??
    (await context.prompt.text({
      message: 'Name of the copy on this machine',
      hint: 'lower-case letters, digits and dashes',
      initial: `${original}-copy`,
      judge(typed) {
        if (!isName(typed.trim())) return 'it has to be lower-case letters, digits and dashes';
        return taken.has(typed.trim()) ? 'there is an environment of that name already' : undefined;
      },
    }));
  return { from: original, to: copy.trim() };
}
