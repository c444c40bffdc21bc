import { defineConnectionType } from '../../fields/connection-type.ts';
import { apiKey } from '../api-key.ts';
import { addressFields, enrichmentOf } from '../usage/enrichment.ts';

export const azureMaps = defineConnectionType({
  id: 'azure-maps',
  label: 'Azure Maps',
  purpose: 'enrichment',
  category: 'location',
  summary: 'Completes addresses with location data from Azure Maps',
  article: 'enrichment-azure-maps.md',
  standing: { status: 'current' },
  preview: true,
  vendor: true,
  addable: true,
  signIn: 'fields',
  fields: { apiKey: { ...apiKey('Azure Maps'), help: 'Subscription key of the Azure Maps account' } },
  usage: {
    ...enrichmentOf,
    ...addressFields,
    addressKind: {
      kind: 'text',
      label: 'Kind of address',
      help: 'Kind of address to look for',
      optional: true,
      example: 'Address',
    },
    language: { kind: 'text', label: 'Language', help: 'Language of the result', optional: true, example: 'en-GB' },
    maxResults: {
      kind: 'number',
      label: 'Most results',
      help: 'How many results an address may have at most',
      min: 1,
      optional: true,
      example: '1',
    },
  },
  consent: 'sends',
  shareable: false,
  limits: [{ counts: 'enrichments', atMost: 10, source: 'enrichment-azure-maps.md' }],
  prerequisites: ['An Azure Maps subscription with its key'],
});
