import { defineConnectionType } from '../../fields/connection-type.ts';

export const powerApps = defineConnectionType({
  id: 'power-apps',
  label: 'Power Apps',
  formerly: ['Microsoft Power Apps'],
  purpose: 'export',
  category: 'microsoft',
  summary: 'Shows profiles, activities and segments in Power Apps',
  article: 'export-power-apps.md',
  standing: { status: 'current' },
  preview: true,
  vendor: true,
  addable: false,
  signIn: 'none',
  fields: {},
  usage: {},
  consent: 'none',
  shareable: false,
  limits: [{ counts: 'callsPerMinute', atMost: 100, source: 'export-power-apps.md' }],
  prerequisites: ['The role of administrator, to add the data source'],
  notes: ['Set up in Power Apps, as a data source; nothing is set up here'],
});
