import type { Fields, Settings } from './field.ts';
import { applies } from './visible.ts';

/** What a change of target means for secrets (D14): the fields that say where they are sent, and the secrets themselves. */
export interface Redirected {
  readonly targets: readonly string[];
  readonly secrets: readonly string[];
}

/** Which of the stored secrets would be sent to another target than before; `stored` are those that nothing replaces. */
export function redirected(fields: Fields, before: Settings, after: Settings, stored: readonly string[]): Redirected {
  const targets = Object.keys(fields).filter(
    (key) => fields[key]?.target === true && JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  const secrets = stored.filter((key) => {
    const field = fields[key];
    return targets.length > 0 && field !== undefined && applies(field, fields, after);
  });
  return { targets, secrets };
}
