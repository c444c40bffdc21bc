import type { Fields } from '../../fields/field.ts';
import { fieldFlags } from '../../fields/flags.ts';
import { type Problem, problem } from '../../kernel/problem.ts';
import type { ConnectionDetail } from '../../model/query.ts';

/** The refusal of an edit that gives nothing: it tells what can be given. */
export function nothingToChange(connection: ConnectionDetail, fields: Fields): Problem {
  return problem('usage.arguments', {
    command: 'connection edit',
    says: `nothing to change was given; ${whatItTakes(connection, fields)}`,
  });
}

/** The refusal of an editor where nobody sees it: it tells what can be given instead. */
export function noEditorHere(connection: ConnectionDetail, fields: Fields, why: string): Problem {
  return problem('editor.no_terminal', { why, says: whatItTakes(connection, fields), command: 'connection edit' });
}

function whatItTakes({ name, type }: ConnectionDetail, fields: Fields): string {
  const typed = fieldFlags(fields).map(({ flag }) => flag);
  const secrets = Object.keys(fields).filter((key) => fields[key]?.kind === 'secret');
  const flags = [...typed, ...secrets.map((key) => `--secret ${key}=SOURCE`), '--unset FIELD', '--share WHO'];
  return `\`${name}\` of type ${type} takes ${flags.join(', ')}`;
}
