import type { Page } from './page.ts';

export const page: Page = {
  title: 'Sharing a connection',
  blocks: [
    'An export connection is for administrators alone until it is shared: with all contributors, or with contributors by name. Enrichment connections can always be used by administrators and contributors, so there is nothing to share.',
    [
      ['cinch connection share NAME', 'with all contributors'],
      ['cinch connection share NAME --with user:ana', 'with one of them'],
      ['cinch connection unshare NAME --dry-run', 'what would become view-only'],
    ],
    'At a terminal, without `--with`, you are shown who gains or loses which exports, and asked for whom.',
    'Contributors see the name, display name and type of what is shared with them, and nothing inside: no host, no user, no secret. They manage every export on a shared connection, not only their own.',
    'After unsharing they keep seeing those exports and can no longer change them. Sharing changes no export.',
    'To see what someone else sees:',
    [['cinch connection list --as ana']],
  ],
};
