import { defineConnectionType } from '../../fields/connection-type.ts';
import { comesWithProduct, dataSourcesToo } from '../remarks.ts';

export const enhancedCompanyData = defineConnectionType({
  id: 'enhanced-company-data',
  label: 'Enhanced company data',
  purpose: 'enrichment',
  category: 'data-enrichment',
  summary: 'Standardises and completes company profiles',
  article: 'enrichment-enhanced-company-data.md',
  standing: { status: 'retired', on: '2024-04-15', successor: 'leadspace or dun-and-bradstreet' },
  vendor: true,
  addable: false,
  signIn: 'none',
  fields: {},
  usage: {},
  consent: 'none',
  shareable: false,
  notes: [comesWithProduct, dataSourcesToo],
});
