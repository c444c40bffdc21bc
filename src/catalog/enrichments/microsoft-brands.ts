import { defineConnectionType } from '../../fields/connection-type.ts';
import { comesWithProduct } from '../remarks.ts';

export const microsoftBrands = defineConnectionType({
  id: 'microsoft-brands',
  label: 'Brands',
  formerly: ['Brands (Microsoft Graph)'],
  purpose: 'enrichment',
  category: 'data-enrichment',
  summary: 'Estimates which brands customers are drawn to',
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
  notes: [comesWithProduct, 'Takes up to five brands'],
});
