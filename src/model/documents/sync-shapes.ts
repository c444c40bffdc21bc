import { syncKinds } from '../sync.ts';
import { syncActions } from '../sync-plan.ts';
import { count, list, moment, object, oneOf, orNull, text, yesNo } from './shapes.ts';

const kind = oneOf(...syncKinds);
const side = oneOf('local', 'remote');
const setting = orNull({ type: ['string', 'number', 'boolean', 'array'] });
const counts = object(Object.fromEntries(syncActions.map((action) => [action, count])));
const version = object({ by: text, at: text, removed: yesNo });

const about = {
  counts: object({ local: counts, remote: counts, conflicts: count, undecided: count, holes: count }),
  lines: list(
    object(
      {
        action: oneOf(...syncActions),
        to: side,
        kind,
        id: text,
        name: text,
        by: text,
        at: text,
        fields: list(object({ field: text, before: setting, after: setting })),
      },
      { from: text, blocked: list(object({ code: text, message: text })) },
    ),
  ),
  conflicts: list(
    object({
      why: oneOf('both', 'removed', 'used', 'name'),
      kind,
      id: text,
      name: text,
      local: version,
      remote: version,
      fields: list(object({ field: text, base: setting, local: setting, remote: setting })),
      others: list(object({ kind, name: text, side })),
      decided: orNull(side),
    }),
  ),
  holes: list(object({ side, connection: text, field: text })),
};
const named = object({ id: text, name: text, displayName: text });

/** What a sync would do. */
export const syncPlan = object({ local: named, remote: named, ...about });

/** What a sync did. */
export const syncResult = object({
  result: oneOf('synced', 'unchanged'),
  made: yesNo,
  mirror: yesNo,
  local: named,
  remote: named,
  ...about,
  syncedAt: moment,
  next: list(text),
});
