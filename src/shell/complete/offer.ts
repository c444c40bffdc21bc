import type { Argument, Flags } from '../../commands/define.ts';
import type { AnyCommand } from '../../commands/tree.ts';
import type { Fields } from '../../fields/field.ts';
import { fieldFlags, flagName } from '../../fields/flags.ts';
import { everywhere, flagsOf } from '../common-flags.ts';
import { type Scanned, scan } from '../scan.ts';
import { walk } from '../walk.ts';
import { type Candidate, nothing, type Offer, words } from './candidate.ts';
import { firstWords, helpWords, verbsOf, wordsAfter } from './commands.ts';
import { fieldsAtHand } from './fields-at-hand.ts';
import type { Line, Look } from './look.ts';
import { type Slot, slotOf } from './slot.ts';
import { behind, offerOf, valuesOf } from './values.ts';

/** What may stand in the place of the last word of a line. */
export async function offerFor(line: readonly string[], look: Look): Promise<Offer> {
  const typed = line.at(-1) ?? '';
  const where = walk(line.slice(0, -1));
  if (where.to === 'nowhere') return nothing;
  if (where.to === 'help') return { candidates: await helpWords(where.words, typed) };
  if (where.to === 'leaf') return ofCommand(await where.leaf.load(), where.rest, typed, look);
  const scanned = scan(where.rest, everywhere);
  const slot = slotOf(where.rest, typed, everywhere);
  if (slot.in === 'argument')
    return { candidates: where.to === 'noun' ? verbsOf(where.noun, typed) : firstWords(typed) };
  if (slot.in === 'flag') return { candidates: notGiven(everywhere, scanned) };
  return ofValue(slot, everywhere, typed, { path: '', scanned, look, sorts: [], fields: async () => ({}) });
}

async function ofCommand(command: AnyCommand, rest: readonly string[], typed: string, look: Look): Promise<Offer> {
  // What stands after `--` is a command of another program.
  if (command.passes !== undefined && rest.includes('--')) return nothing;
  const own = flagsOf(command);
  const scanned = scan(rest, own);
  let known: Promise<Fields> | undefined;
  const fields = () => {
    known ??= fieldsAtHand(command.fields, scanned, look);
    return known;
  };
  const line = { path: command.path, scanned, look, sorts: command.sorts ?? [], fields };
  const first = slotOf(rest, typed, own);
  // Only what may be a flag of the type is worth finding out the type.
  const settled = first.in === 'argument' || (first.in === 'value' && Object.hasOwn(own, first.flag));
  const all = settled ? own : { ...typedFlags(await fields()), ...own };
  const slot = settled ? first : slotOf(rest, typed, all);
  if (slot.in === 'argument' && rest.length === 0 && command.args.length === 0)
    return { candidates: wordsAfter(command.path) };
  if (slot.in === 'argument') return ofArgument(command.args, slot.at, typed, line);
  return slot.in === 'flag' ? { candidates: notGiven(all, scan(rest, all)) } : ofValue(slot, own, typed, line);
}

function typedFlags(fields: Fields): Flags {
  return Object.fromEntries(
    fieldFlags(fields).map(({ flag, takesValue, help }) => [
      flag.slice(2),
      { kind: takesValue ? ('text' as const) : ('switch' as const), help },
    ]),
  );
}

async function ofArgument(args: readonly Argument[], at: number, typed: string, line: Line): Promise<Offer> {
  const last = args.at(-1);
  const argument = args[at] ?? (last?.many === true ? last : undefined);
  if (argument?.completes === undefined) return nothing;
  const offer = await offerOf(argument.completes, typed, line);
  if (argument.many !== true) return offer;
  const given = new Set(line.scanned.positionals);
  return { ...offer, candidates: offer.candidates.filter(({ word }) => !given.has(word)) };
}

/** Flags that a line has not yet, or that it may have again. */
function notGiven(flags: Flags, scanned: Scanned): readonly Candidate[] {
  const left = Object.entries(flags).filter(([name, { kind }]) => kind === 'many' || !scanned.has(name));
  return left.map(([name, { help }]) => ({ word: `--${name}`, about: help }));
}

/** The values of one of the command's own flags, or of one that a field brings. */
async function ofValue(
  { flag: name, before }: Extract<Slot, { readonly in: 'value' }>,
  own: Flags,
  typed: string,
  line: Line,
): Promise<Offer> {
  const flag = Object.hasOwn(own, name) ? own[name] : undefined;
  if (flag?.completes !== undefined)
    return behind(before, await offerOf(flag.completes, typed.slice(before.length), line));
  if (flag !== undefined)
    return flag.kind === 'text' ? behind(before, { candidates: words(flag.choices ?? []) }) : nothing;
  const fields = await line.fields();
  const key = Object.keys(fields).find((it) => flagName(it) === `--${name}`);
  return behind(before, { candidates: valuesOf(key === undefined ? undefined : fields[key]) });
}
