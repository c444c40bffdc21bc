import type { Warning } from '../../kernel/warning.ts';
import type { AppliedChange } from '../../model/environment.ts';
import type { Common } from '../context.ts';
import type { Outcome } from '../define.ts';

interface Became {
  /** `environment.add`. */
  readonly change: string;
  readonly name: string;
  readonly result: AppliedChange['result'];
  readonly warnings?: readonly Warning[];
  readonly next?: readonly string[];
  /** The same run without questions, where something was asked. */
  readonly same?: string | undefined;
}

/** What became of an environment as a whole, as a change of its content would be told. */
export function environmentResult(
  { dryRun }: Common,
  { change, name, result, warnings = [], next = [], same }: Became,
): Outcome {
  const applied = { change, kind: 'environment', id: '', name, result, revision: null, fields: [] };
  const hints = dryRun ? [] : next;
  return {
    kind: 'ChangeResult',
    data: { result, dryRun, changes: [applied], warnings, next: hints },
    next: hints,
    ...(same === undefined ? {} : { same: { command: same, variables: [] } }),
  };
}
