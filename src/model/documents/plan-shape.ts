import { planActions, planKinds } from '../plan.ts';
import { count, list, moment, object, oneOf, orNull, text, yesNo } from './shapes.ts';

const setting = orNull({ type: ['string', 'number', 'boolean', 'array'] });
const planLine = object(
  {
    action: oneOf(...planActions),
    kind: oneOf(...planKinds),
    name: text,
    fields: list(object({ field: text, before: setting, after: setting })),
    secrets: list(object({ field: text, is: oneOf('same', 'changes', 'unknown', 'unset'), from: {} })),
  },
  {
    from: text,
    drifted: object({ by: text, at: moment }),
    blocked: list(object({ code: text, message: text })),
    waits: yesNo,
    decided: yesNo,
  },
);
/** What would be done, and the changes that do it. */
export const plan = object({
  format: { const: 1 },
  manifest: text,
  environment: object({ id: text, displayName: text, revision: count }),
  counts: object(Object.fromEntries(planActions.map((action) => [action, count]))),
  lines: list(planLine),
  batches: list(list(object({ change: text }))),
  checksum: text,
});
