import { defineConnectionType } from '../../fields/connection-type.ts';
import { apiKey } from '../api-key.ts';
import { contractMayAllowLess } from '../remarks.ts';
import { expectedProfiles } from '../usage/expected.ts';
import { alsoMapped, emailField, nameFields } from '../usage/mapped.ts';
import { segments } from '../usage/segments.ts';

export const omnisend = defineConnectionType({
  id: 'omnisend',
  label: 'Omnisend',
  purpose: 'export',
  category: 'email-marketing',
  summary: 'Sends segments to Omnisend for e-mail campaigns',
  article: 'export-omnisend.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'fields',
  fields: { apiKey: apiKey('Omnisend') },
  usage: {
    ...segments,
    ...emailField,
    ...nameFields,
    addressField: alsoMapped('address'),
    countryField: alsoMapped('country or region'),
    stateField: alsoMapped('state'),
    cityField: alsoMapped('city'),
    postCodeField: alsoMapped('post code'),
    ...expectedProfiles,
  },
  consent: 'sends',
  keyVault: { fills: ['apiKey'] },
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 1_000_000, source: 'export-omnisend.md' },
    { counts: 'minutes', atMost: 240, source: 'export-omnisend.md' },
  ],
  prerequisites: ['An Omnisend account with administrator rights', 'Its API key'],
  notes: [contractMayAllowLess],
});
