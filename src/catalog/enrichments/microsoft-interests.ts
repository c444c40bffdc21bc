import { defineConnectionType } from '../../fields/connection-type.ts';
import { comesWithProduct } from '../remarks.ts';

export const microsoftInterests = defineConnectionType({
  id: 'microsoft-interests',
  label: 'Interests',
  formerly: ['Interests (Microsoft Graph)'],
  purpose: 'enrichment',
  category: 'data-enrichment',
  summary: 'Estimates what customers are interested in',
  article: 'enrichment-microsoft.md',
  standing: { status: 'current' },
  preview: true,
  vendor: true,
  addable: false,
  signIn: 'none',
  fields: {},
  usage: {},
  consent: 'none',
  shareable: false,
  limits: [{ counts: 'enrichments', atMost: 1, source: 'enrichment-microsoft.md' }],
  notes: [comesWithProduct, 'Takes up to five interests'],
});
