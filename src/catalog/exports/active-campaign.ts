import { defineConnectionType } from '../../fields/connection-type.ts';
import { apiKey } from '../api-key.ts';
import { contractMayAllowLess } from '../remarks.ts';
import { expectedProfiles } from '../usage/expected.ts';
import { alsoMapped, emailField, nameFields } from '../usage/mapped.ts';
import { listId } from '../usage/receiver.ts';
import { segments } from '../usage/segments.ts';

export const activeCampaign = defineConnectionType({
  id: 'active-campaign',
  label: 'ActiveCampaign',
  purpose: 'export',
  category: 'marketing-automation',
  summary: 'Sends segments to ActiveCampaign lists',
  article: 'export-active-campaign.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'fields',
  fields: {
    restEndpointHostname: {
      kind: 'text',
      label: 'REST endpoint host name',
      help: 'Name of the host that answers for your ActiveCampaign account',
      format: 'hostname',
      target: true,
      example: 'contoso.api-us1.com',
    },
    apiKey: apiKey('ActiveCampaign'),
  },
  usage: {
    listId: listId('ActiveCampaign', '3'),
    ...segments,
    ...emailField,
    ...nameFields,
    phoneField: alsoMapped('phone number'),
    ...expectedProfiles,
  },
  consent: 'sends',
  keyVault: { fills: ['apiKey'] },
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 1_000_000, source: 'export-active-campaign.md' },
    { counts: 'minutes', atMost: 90, source: 'export-active-campaign.md' },
  ],
  prerequisites: [
    'An ActiveCampaign account with administrator rights',
    'The ID of a list there',
    'Its API key and REST endpoint host name',
  ],
  notes: [contractMayAllowLess],
});
