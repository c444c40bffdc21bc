import { defineConnectionType } from '../../fields/connection-type.ts';
import { unitedStatesOnly } from '../remarks.ts';
import { enrichmentOf, matchedPeople } from '../usage/enrichment.ts';

export const experian = defineConnectionType({
  id: 'experian',
  label: 'Experian',
  purpose: 'enrichment',
  category: 'data-enrichment',
  summary: 'Completes customer profiles with demographics from Experian',
  article: 'enrichment-experian.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'fields',
  fields: {
    userId: {
      kind: 'text',
      label: 'User ID',
      help: 'User ID of the Experian Secure Transport account',
      example: 'contoso01',
    },
    partyId: { kind: 'text', label: 'Party ID', help: 'Party ID of that account', example: '123456' },
    modelNumber: { kind: 'text', label: 'Model number', help: 'Model number of that account', example: '7890' },
  },
  usage: { ...enrichmentOf, ...matchedPeople },
  consent: 'sends',
  shareable: false,
  limits: [{ counts: 'enrichments', atMost: 10, source: 'enrichment-experian.md' }],
  prerequisites: [
    'An Experian subscription',
    'A Secure Transport account with SSH, made by Experian, with its user ID, party ID and model number',
  ],
  notes: [unitedStatesOnly, 'Asks neither a password nor a key'],
});
