import type { Fields } from '../../fields/field.ts';
import { fieldFlags } from '../../fields/flags.ts';
import { type Problem, problem } from '../../kernel/problem.ts';
import type { ConnectionDetail } from '../../model/query.ts';

/** The refusal of an edit that gives nothing: it tells what can be given. */
export function nothingToChange({ name, type }: ConnectionDetail, fields: Fields): Problem {
  const typed = fieldFlags(fields).map(({ flag }) => flag);
  const secrets = Object.keys(fields).filter((key) => fields[key]?.kind === 'secret');
  const flags = [...typed, ...secrets.map((key) => `--secret ${key}=SOURCE`), '--unset FIELD', '--share WHO'];
  return problem('usage.arguments', {
    command: 'connection edit',
    says: `nothing to change was given; \`${name}\` of type ${type} takes ${flags.join(', ')}`,
  });
}
