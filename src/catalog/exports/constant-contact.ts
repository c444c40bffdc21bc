import { defineConnectionType } from '../../fields/connection-type.ts';
import { ownApp } from '../../fields/own-app.ts';
import { contractMayAllowLess } from '../remarks.ts';
import { expectedProfiles } from '../usage/expected.ts';
import { emailField, nameFields } from '../usage/mapped.ts';
import { listId } from '../usage/receiver.ts';
import { segments } from '../usage/segments.ts';

export const constantContact = defineConnectionType({
  id: 'constant-contact',
  label: 'Constant Contact',
  purpose: 'export',
  category: 'email-marketing',
  summary: 'Sends segments to Constant Contact lists',
  article: 'export-constant-contact.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'browser',
  /** Sources: developer.constantcontact.com/api_guide, auth_overview, server_flow, pkce_flow, device_flow and scopes. */
  signsInAt: {
    authorization: 'https://authz.constantcontact.com/oauth2/default/v1/authorize',
    token: 'https://authz.constantcontact.com/oauth2/default/v1/token',
    device: 'https://authz.constantcontact.com/oauth2/default/v1/device/authorize',
    scopes: ['contact_data', 'offline_access'],
    pkce: true,
    clientSecret: 'header',
    redirect: '127.0.0.1',
    leaves: 'refresh-token',
  },
  fields: ownApp,
  usage: {
    listId: listId('Constant Contact', '1234567890'),
    ...segments,
    ...emailField,
    ...nameFields,
    ...expectedProfiles,
  },
  consent: 'sends',
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 1_000_000, source: 'export-constant-contact.md' },
    { counts: 'minutes', atMost: 60, source: 'export-constant-contact.md' },
  ],
  prerequisites: [
    'A Constant Contact account with administrator rights',
    'The ID of a list there, which its web address shows',
  ],
  notes: [contractMayAllowLess],
});
