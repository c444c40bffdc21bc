import { defineConnectionType } from '../../fields/connection-type.ts';
import { apiKey } from '../api-key.ts';
import { contractMayAllowLess } from '../remarks.ts';
import { expectedProfiles } from '../usage/expected.ts';
import { emailField, furtherFields } from '../usage/mapped.ts';
import { segments } from '../usage/segments.ts';

export const hubspot = defineConnectionType({
  id: 'hubspot',
  label: 'HubSpot',
  purpose: 'export',
  category: 'email-marketing',
  summary: 'Sends segments to HubSpot for e-mail campaigns',
  article: 'export-hubspot.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'fields',
  fields: { apiKey: apiKey('HubSpot') },
  usage: { ...segments, ...emailField, ...furtherFields, ...expectedProfiles },
  consent: 'sends',
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 100_000, source: 'export-hubspot.md' },
    { counts: 'minutes', atMost: 15, source: 'export-hubspot.md' },
  ],
  prerequisites: ['A HubSpot account with administrator rights', 'Its API key'],
  notes: [contractMayAllowLess],
});
