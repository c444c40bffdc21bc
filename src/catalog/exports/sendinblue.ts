import { defineConnectionType } from '../../fields/connection-type.ts';
import { apiKey } from '../api-key.ts';
import { contractMayAllowLess } from '../remarks.ts';
import { expectedProfiles } from '../usage/expected.ts';
import { alsoMapped, emailField, nameFields } from '../usage/mapped.ts';
import { listId } from '../usage/receiver.ts';
import { segments } from '../usage/segments.ts';

export const sendinblue = defineConnectionType({
  id: 'sendinblue',
  label: 'Sendinblue',
  purpose: 'export',
  category: 'email-marketing',
  summary: 'Sends segments to Sendinblue lists',
  article: 'export-sendinblue.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'fields',
  fields: { apiKey: apiKey('Sendinblue') },
  usage: {
    listId: listId('Sendinblue', '7'),
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
    { counts: 'profiles', atMost: 1_000_000, source: 'export-sendinblue.md' },
    { counts: 'minutes', atMost: 90, source: 'export-sendinblue.md' },
  ],
  prerequisites: ['A Sendinblue account with administrator rights', 'Its API key', 'A list there with its ID'],
  notes: [contractMayAllowLess],
});
