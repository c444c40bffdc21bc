import { currentTerms } from '../../model/terms.ts';
import type { Page } from './page.ts';

export const page: Page = {
  title: 'Scripting',
  blocks: [
    'Without a terminal, with `CI` set, or with `--no-input`, nothing is ever asked: the command ends with exit code 3 and lists everything that is missing, with the flag that gives it.',
    [
      [
        `cinch connection add sftp "Nightly drop" --hostname sftp.partner.example --username svc --secret password=env:P --accept-terms ${currentTerms()} --if-exists update`,
      ],
    ],
    'A second run of the same line says `unchanged`. `--if-revision N` refuses when someone else changed it meanwhile; `--dry-run` does everything and takes it back; `--reason` says why in the audit trail.',
    'With `-o json` a change answers with a document too, and a failure is one problem document (RFC 9457) on stderr, with its `code`, its `exit` code and a `fix` to type:',
    [
      ['cinch connection list -o name | xargs -n1 cinch connection show'],
      ['cinch connection show newsletter -o json | jq -r .status'],
      ['cinch schema Problem'],
    ],
    'See also `cinch help output` and `cinch help variables`.',
  ],
};
