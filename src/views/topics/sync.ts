import type { Page } from './page.ts';

export const page: Page = {
  title: 'A copy of an environment',
  blocks: [
    'A copy lies on this machine and needs no network. The first `sync` makes it; every further one brings to each side what changed on the other.',
    [
      ['cinch sync --from team --to laptop', 'make it, or bring both together'],
      ['cinch sync --dry-run', 'what would go where'],
      ['cinch sync --from team --to mirror --watch', 'only read, and kept up to date'],
    ],
    'Records are matched by id and compared with what both sides last agreed on; clocks do not count. What both changed is a conflict: it is decided at a terminal, with `--prefer local|remote`, for one thing with `--prefer NAME=remote`, or left with `--skip-conflicts`. The copy is local, the original remote.',
    'Users, sharing, locks, types, agreements and references into the key vault travel, with who and when. Tests, runs, tokens and the audit trail stay where they are; so do stored secrets, listed as missing, unless `--with-secrets`.',
    'One that was ended is begun again, and nothing comes twice. After a restore `--afresh` compares everything. A mirror, and any copy that only takes, needs no more than an auditor may see; what such a person changes here stays here, and is told (exit 13).',
  ],
};
