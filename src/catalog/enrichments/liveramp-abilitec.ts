import { defineConnectionType } from '../../fields/connection-type.ts';
import { dataSourcesToo, unitedStatesOnly } from '../remarks.ts';
import { enrichmentOf, matchedPeople } from '../usage/enrichment.ts';

export const liverampAbilitec = defineConnectionType({
  id: 'liveramp-abilitec',
  label: 'AbiliTec Identity (LiveRamp)',
  purpose: 'enrichment',
  category: 'identity',
  summary: 'Resolves who is who with AbiliTec by LiveRamp',
  article: 'enrichment-liveramp.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'fields',
  fields: {
    clientId: {
      kind: 'text',
      label: 'Client ID',
      help: 'Client ID of the AbiliTec subscription',
      example: 'contoso-abilitec',
    },
    clientSecret: {
      kind: 'secret',
      label: 'Client secret',
      help: 'Client secret of the AbiliTec subscription',
      shape: 'key',
    },
  },
  usage: { ...enrichmentOf, ...matchedPeople },
  consent: 'sends',
  shareable: false,
  limits: [{ counts: 'enrichments', atMost: 10, source: 'enrichment-liveramp.md' }],
  prerequisites: ['A LiveRamp subscription', 'An AbiliTec subscription with its client ID and secret'],
  notes: [unitedStatesOnly, dataSourcesToo],
});
