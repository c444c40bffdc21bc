import { defineConnectionType } from '../../fields/connection-type.ts';
import { apiKey } from '../api-key.ts';
import { contractMayAllowLess } from '../remarks.ts';
import { expectedProfiles } from '../usage/expected.ts';
import { alsoMapped, emailField, nameFields } from '../usage/mapped.ts';
import { listId } from '../usage/receiver.ts';
import { segments } from '../usage/segments.ts';

export const sendgrid = defineConnectionType({
  id: 'sendgrid',
  label: 'SendGrid',
  purpose: 'export',
  category: 'email-marketing',
  summary: 'Sends segments to SendGrid contact lists',
  article: 'export-sendgrid.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'fields',
  fields: { apiKey: apiKey('SendGrid') },
  usage: {
    listId: listId('SendGrid', '0a1b2c3d-4e5f-6789-abcd-ef0123456789'),
    ...segments,
    ...emailField,
    ...nameFields,
    countryField: alsoMapped('country or region'),
    stateField: alsoMapped('state'),
    cityField: alsoMapped('city'),
    postCodeField: alsoMapped('post code'),
    ...expectedProfiles,
  },
  consent: 'sends',
  keyVault: { fills: ['apiKey'] },
  shareable: true,
  limits: [{ counts: 'profiles', atMost: 100_000, source: 'export-sendgrid.md' }],
  prerequisites: ['A SendGrid account with administrator rights', 'Its API key', 'A contact list there with its ID'],
  notes: [
    'The limit counts the profiles of all exports to SendGrid together',
    'An export takes a few hours',
    contractMayAllowLess,
  ],
});
