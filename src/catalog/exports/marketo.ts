import { defineConnectionType } from '../../fields/connection-type.ts';
import { contractMayAllowLess } from '../remarks.ts';
import { expectedProfiles } from '../usage/expected.ts';
import { alsoMapped, emailField, mapped, nameFields } from '../usage/mapped.ts';
import { listId } from '../usage/receiver.ts';
import { segments } from '../usage/segments.ts';

export const marketo = defineConnectionType({
  id: 'marketo',
  label: 'Marketo',
  purpose: 'export',
  category: 'marketing-automation',
  summary: 'Sends segments to Marketo lists',
  article: 'export-marketo.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'fields',
  fields: {
    restEndpointHostname: {
      kind: 'text',
      label: 'REST endpoint host name',
      help: 'Name of the host that answers for your Marketo instance',
      format: 'hostname',
      target: true,
      example: 'xyz-abc-123.mktorest.com',
    },
    clientId: {
      kind: 'text',
      label: 'Client ID',
      help: 'Client ID of the Marketo service',
      example: '6f8c2a4e-contoso',
    },
    clientSecret: {
      kind: 'secret',
      label: 'Client secret',
      help: 'Client secret of the Marketo service',
      shape: 'key',
    },
  },
  usage: {
    listId: {
      ...listId('Marketo', '12345'),
      help: 'List in Marketo that takes the profiles, by the digits alone: 12345 for ST12345A7',
      format: 'digits',
    },
    ...segments,
    identifiedBy: {
      kind: 'choice',
      label: 'Identified by',
      help: 'What Marketo finds people by',
      choices: [
        { value: 'email', label: 'e-mail address' },
        { value: 'marketoId', label: 'Marketo ID' },
        { value: 'both', label: 'e-mail address and Marketo ID' },
      ],
      default: 'email',
    },
    emailField: { ...emailField.emailField, when: { field: 'identifiedBy', is: ['email', 'both'] } },
    marketoIdField: { ...mapped('Marketo ID'), when: { field: 'identifiedBy', is: ['marketoId', 'both'] } },
    ...nameFields,
    cityField: alsoMapped('city'),
    stateField: alsoMapped('state'),
    countryField: alsoMapped('country or region'),
    ...expectedProfiles,
  },
  consent: 'sends',
  keyVault: { fills: ['clientSecret'] },
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 1_000_000, source: 'export-marketo.md' },
    { counts: 'minutes', atMost: 180, source: 'export-marketo.md' },
  ],
  prerequisites: [
    'A Marketo account with administrator rights',
    'Its client ID, client secret and REST endpoint host name',
    'A list there with its ID',
  ],
  notes: [contractMayAllowLess],
});
