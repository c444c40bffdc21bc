import type { Page } from './page.ts';

export const page: Page = {
  title: 'Removing a connection',
  blocks: [
    'A connection that an export or an active enrichment uses is not removed until you say what becomes of each of them. At a terminal you are shown them and asked; for a script, see them first:',
    [['cinch connection dependents old-drop'], ['cinch connection remove old-drop --exports disconnect --dry-run']],
    '`disconnect` stops an export and keeps its settings; `deactivate` does so for an enrichment. `move:OTHER` puts it on another connection of the same type, and `remove` removes it. A word alone decides for all of a kind, `NAME=WORD` for one:',
    [
      [
        'cinch connection remove old-drop --exports disconnect --exports vip=move:new-drop --enrichments deactivate --confirm old-drop',
      ],
    ],
    'All of it happens in one step or not at all. What began to use the connection meanwhile blocks the removal. An enrichment that is inactive already blocks nothing; it loses the connection. Removing something in use asks for `--confirm NAME`; something unused for `--yes`.',
    'To move everything at once: `cinch connection replace old-drop --with new-drop`.',
  ],
};
