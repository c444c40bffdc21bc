import { count, list, moment, object, orNull, text, yesNo } from './shapes.ts';

const mark = object({ seq: count, hash: text });

/** What a copy says of the environment that it was copied from. */
export const copyOf = orNull(
  object({
    environment: text,
    name: text,
    mirror: yesNo,
    here: mark,
    there: mark,
    stays: list(text),
    syncedAt: moment,
  }),
);

/** Where a change came from that a sync brought. */
export const syncOrigin = object({ environment: text, displayName: text, by: text, at: moment });
