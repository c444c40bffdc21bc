import { defineConnectionType } from '../../fields/connection-type.ts';
import { comesWithProduct, dataSourcesToo } from '../remarks.ts';

export const enhancedAddresses = defineConnectionType({
  id: 'enhanced-addresses',
  label: 'Enhanced addresses',
  purpose: 'enrichment',
  category: 'location',
  summary: 'Standardises and completes addresses',
  article: 'enrichment-enhanced-addresses.md',
  standing: { status: 'current' },
  preview: true,
  vendor: true,
  addable: false,
  signIn: 'none',
  fields: {},
  usage: {},
  consent: 'none',
  shareable: false,
  limits: [{ counts: 'enrichments', atMost: 10, source: 'enrichment-enhanced-addresses.md' }],
  notes: [
    comesWithProduct,
    'Covers Australia, Canada, France, Germany, Italy, Japan, the United Kingdom and the United States',
    dataSourcesToo,
  ],
});
