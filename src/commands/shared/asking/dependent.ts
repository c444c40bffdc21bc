import type { DependentKind } from '../../../model/dependent.ts';
import type { Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';
import { besidesDefaults, settingFlags } from '../command-line.ts';
import { refuseForRole } from '../refuse-for-role.ts';
import type { Asked } from './asked.ts';
import type { GivenDependent } from './dependent-draft.ts';
import { askLackingDependent, reviewDependent } from './dependent-interview.ts';
import { untilSaved } from './until-saved.ts';

interface Asking {
  readonly kind: DependentKind;
  /** Whether a flag is the command's own. */
  readonly isOwn: (flag: string) => boolean;
  readonly save: (dependent: GivenDependent, asked: Asked) => Promise<Outcome>;
}

/** Asks what is missing of an export or enrichment, shows all of it, and saves. Nothing is asked where nothing is missing. */
export async function askDependent(
  context: Context,
  given: GivenDependent,
  { kind, isOwn, save }: Asking,
): Promise<Outcome> {
  const placed = (given.connection ?? given.type) !== undefined;
  if (given.displayName !== '' && placed) return save(given, { asked: false, flags: {} });
  if ((await context.knownEnvironment()) !== undefined) {
    await context.environmentToChange();
    await refuseForRole(context, { change: `${kind}.add` as const, displayName: given.displayName });
  }
  return untilSaved(context, {
    draft: await askLackingDependent(context, kind, given),
    mend: (before) => reviewDependent(context, kind, before),
    save: ({ displayName, connection, type, schedule, settings }) => {
      const place =
        connection === undefined
          ? { connection: undefined, type: type.id }
          : { connection: connection.name, type: undefined };
      const often = { schedule: schedule === 'refresh' ? undefined : schedule };
      const flags = { ...place, ...often, ...settingFlags(type.usage, besidesDefaults(type.usage, settings), isOwn) };
      return save({ displayName, ...place, ...often, settings }, { asked: true, flags });
    },
  });
}
