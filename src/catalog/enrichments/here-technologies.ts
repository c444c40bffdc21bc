import { defineConnectionType } from '../../fields/connection-type.ts';
import { apiKey } from '../api-key.ts';
import { testsAreTransactions } from '../remarks.ts';
import { addressFields, enrichmentOf } from '../usage/enrichment.ts';

export const hereTechnologies = defineConnectionType({
  id: 'here-technologies',
  label: 'HERE Technologies',
  purpose: 'enrichment',
  category: 'location',
  summary: 'Completes addresses with location data from HERE Technologies',
  article: 'enrichment-here.md',
  standing: { status: 'retired', on: '2024-04-15', successor: 'azure-maps' },
  preview: true,
  addable: true,
  signIn: 'fields',
  fields: { apiKey: apiKey('HERE Technologies') },
  usage: { ...enrichmentOf, ...addressFields },
  consent: 'sends',
  shareable: false,
  limits: [{ counts: 'enrichments', atMost: 10, source: 'enrichment-here.md' }],
  prerequisites: ['A HERE Technologies subscription with its API key'],
  notes: [testsAreTransactions],
});
