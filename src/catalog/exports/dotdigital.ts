import { defineConnectionType } from '../../fields/connection-type.ts';
import { contractMayAllowLess } from '../remarks.ts';
import { expectedProfiles } from '../usage/expected.ts';
import { alsoMapped, emailField, nameFields } from '../usage/mapped.ts';
import { segments } from '../usage/segments.ts';

export const dotdigital = defineConnectionType({
  id: 'dotdigital',
  label: 'DotDigital',
  purpose: 'export',
  category: 'email-marketing',
  summary: 'Sends segments to a DotDigital address book',
  article: 'export-dotdigital.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'fields',
  fields: {
    addressBookId: {
      kind: 'text',
      label: 'Address book ID',
      help: 'Address book that takes the profiles, as its web address shows it',
      example: '1234567',
    },
    username: {
      kind: 'text',
      label: 'User name',
      help: 'API user of the DotDigital account',
      example: 'apiuser-0123456789ab@apiconnector.com',
    },
    password: { kind: 'secret', label: 'Password', help: 'Password of the API user', shape: 'password' },
  },
  usage: {
    ...segments,
    ...emailField,
    ...nameFields,
    fullNameField: alsoMapped('full name'),
    genderField: alsoMapped('gender'),
    postCodeField: alsoMapped('post code'),
    ...expectedProfiles,
  },
  consent: 'sends',
  keyVault: { fills: ['password'] },
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 1_000_000, source: 'export-dotdigital.md' },
    { counts: 'minutes', atMost: 180, source: 'export-dotdigital.md' },
  ],
  prerequisites: ['A DotDigital account with an API user', 'An address book there with its ID'],
  notes: ['Address books and their members cannot be removed from here', contractMayAllowLess],
});
