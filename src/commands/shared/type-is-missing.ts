import { type Problem, problem } from '../../kernel/problem.ts';
import { currentTerms } from '../../model/terms.ts';

/** The refusal of an addition without a type: which fields come with it is not known before. */
export function typeIsMissing(): Problem {
  return problem(
    'input.missing',
    {
      count: 3,
      why: 'the type decides which fields come with it',
      fix: ['cinch type list', 'cinch connection add sftp --help'],
    },
    {
      missing: [
        { input: 'type', flag: 'TYPE', help: 'a connection type of `cinch type list`' },
        { input: 'displayName', flag: 'DISPLAY-NAME', help: 'a name that tells purpose and target' },
        { input: 'terms', flag: `--accept-terms ${currentTerms()}`, help: 'the agreement that data leaves' },
      ],
      terms: currentTerms(),
    },
  );
}
