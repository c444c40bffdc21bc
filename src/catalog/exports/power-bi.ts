import { defineConnectionType } from '../../fields/connection-type.ts';

export const powerBi = defineConnectionType({
  id: 'power-bi',
  label: 'Power BI',
  purpose: 'export',
  category: 'analytics',
  summary: 'Loads tables into Power BI reports',
  article: 'export-power-bi.md',
  standing: { status: 'current' },
  preview: true,
  vendor: true,
  addable: false,
  signIn: 'none',
  fields: {},
  usage: {},
  consent: 'none',
  shareable: false,
  limits: [{ counts: 'rowsPerTable', atMost: 1_000_000, source: 'export-power-bi.md' }],
  prerequisites: ['Unified profiles', 'The newest Power BI Desktop'],
  notes: [
    'Set up in Power BI Desktop, as a data source; nothing is set up here',
    'One report can load tables of several environments',
  ],
});
