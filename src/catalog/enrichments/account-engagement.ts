import { defineConnectionType } from '../../fields/connection-type.ts';
import { comesWithProduct } from '../remarks.ts';

export const accountEngagement = defineConnectionType({
  id: 'account-engagement',
  label: 'Account engagement (Microsoft Office 365)',
  purpose: 'enrichment',
  category: 'microsoft',
  summary: 'Measures how accounts engage over Office 365',
  article: 'enrichment-office.md',
  standing: { status: 'retired', on: '2024-05-16', successor: null },
  preview: true,
  vendor: true,
  addable: false,
  signIn: 'none',
  fields: {},
  usage: {},
  consent: 'none',
  shareable: false,
  limits: [{ counts: 'emailAddresses', atLeast: 2, atMost: 2_500, source: 'enrichment-office.md' }],
  prerequisites: [
    'An Office 365 licence',
    'Unified profiles of business accounts',
    'The agreement of the administrator of the Office 365 organisation',
  ],
  notes: [
    comesWithProduct,
    'The first run starts six hours late, and the data covers one year',
    'Covers the United Kingdom, Europe and North America',
  ],
});
