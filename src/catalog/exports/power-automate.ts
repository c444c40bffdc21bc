import { defineConnectionType } from '../../fields/connection-type.ts';

export const powerAutomate = defineConnectionType({
  id: 'power-automate',
  label: 'Power Automate',
  purpose: 'export',
  category: 'automation',
  summary: 'Starts flows in Power Automate after refreshes and crossed thresholds',
  article: 'export-power-automate.md',
  standing: { status: 'current' },
  preview: true,
  vendor: true,
  addable: false,
  signIn: 'none',
  fields: {},
  usage: {},
  consent: 'none',
  shareable: false,
  limits: [{ counts: 'callsPerMinute', atMost: 100, source: 'export-power-automate.md' }],
  notes: ['Set up in Power Automate, with a sign-in there; nothing is set up here'],
});
