import { defineConnectionType } from '../../fields/connection-type.ts';

export const microsoftTeamsBot = defineConnectionType({
  id: 'microsoft-teams-bot',
  label: 'Teams bot',
  formerly: ['Bot for Microsoft Teams'],
  purpose: 'export',
  category: 'microsoft',
  summary: 'Shows customer profiles in Microsoft Teams',
  article: 'export-teams-bot.md',
  standing: { status: 'retired', on: '2023-10-31', successor: 'a Teams bot of your own, or Power Virtual Agents' },
  preview: true,
  vendor: true,
  addable: false,
  signIn: 'none',
  fields: {},
  usage: {},
  consent: 'none',
  shareable: false,
  prerequisites: [
    'Unified data from one source at least',
    'Fields in the search and filter index',
    'Teams in the organisation of the environment',
  ],
  notes: ['Set up in Teams; nothing is set up here'],
});
