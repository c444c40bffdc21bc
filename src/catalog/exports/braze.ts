import { defineConnectionType } from '../../fields/connection-type.ts';
import { apiKey } from '../api-key.ts';
import { contractMayAllowLess } from '../remarks.ts';
import { mapped } from '../usage/mapped.ts';
import { segmentsByEmail } from '../usage/segments.ts';

export const braze = defineConnectionType({
  id: 'braze',
  label: 'Braze',
  purpose: 'export',
  category: 'marketing-automation',
  summary: 'Sends segments to Braze for customer engagement',
  article: 'export-braze.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'fields',
  fields: {
    restEndpointHostname: {
      kind: 'text',
      label: 'REST endpoint host name',
      help: 'Name of the host that answers for your Braze instance',
      format: 'hostname',
      target: true,
      example: 'rest.iad-03.braze.com',
    },
    apiKey: apiKey('Braze'),
  },
  usage: {
    segmentId: {
      kind: 'text',
      label: 'Segment identifier',
      help: 'API identifier of the segment in Braze',
      example: 'a1b2c3d4-vip',
    },
    customerIdField: mapped('Braze customer ID'),
    ...segmentsByEmail,
  },
  consent: 'sends',
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 1_000_000, source: 'export-braze.md' },
    { counts: 'minutes', atMost: 40, source: 'export-braze.md' },
  ],
  prerequisites: [
    'A Braze account with administrator rights',
    'Its API key and REST endpoint host name',
    'A segment there with its API identifier',
  ],
  notes: [contractMayAllowLess],
});
