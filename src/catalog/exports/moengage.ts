import { defineConnectionType } from '../../fields/connection-type.ts';
import { apiKey } from '../api-key.ts';
import { contractMayAllowLess } from '../remarks.ts';
import { expectedProfiles } from '../usage/expected.ts';
import { emailField, furtherFields } from '../usage/mapped.ts';
import { segments } from '../usage/segments.ts';

export const moengage = defineConnectionType({
  id: 'moengage',
  label: 'MoEngage',
  purpose: 'export',
  category: 'email-marketing',
  summary: 'Sends segments to MoEngage as custom segments',
  article: 'export-moengage.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'fields',
  fields: {
    dataApiId: {
      kind: 'text',
      label: 'Data API ID',
      help: 'ID that MoEngage gives callers of its data API',
      example: 'CONTOSO123',
    },
    apiKey: apiKey('MoEngage'),
  },
  usage: { ...segments, ...emailField, ...furtherFields, ...expectedProfiles },
  consent: 'sends',
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 100_000, source: 'export-moengage.md' },
    { counts: 'minutes', atMost: 15, source: 'export-moengage.md' },
  ],
  prerequisites: ['A MoEngage account with administrator rights', 'Its data API ID and API key'],
  notes: ['A custom segment in MoEngage is named after the segment', contractMayAllowLess],
});
