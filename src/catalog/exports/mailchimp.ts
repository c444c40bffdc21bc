import { defineConnectionType } from '../../fields/connection-type.ts';
import { ownApp } from '../../fields/own-app.ts';
import { contractMayAllowLess } from '../remarks.ts';
import { expectedProfiles } from '../usage/expected.ts';
import { emailField, nameFields } from '../usage/mapped.ts';
import { audienceId } from '../usage/receiver.ts';
import { segments } from '../usage/segments.ts';

export const mailchimp = defineConnectionType({
  id: 'mailchimp',
  label: 'Mailchimp',
  purpose: 'export',
  category: 'email-marketing',
  summary: 'Sends segments to Mailchimp audiences',
  article: 'export-mailchimp.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'browser',
  /** Source: mailchimp.com/developer/marketing/guides/access-user-data-oauth-2 (the token does not expire). */
  signsInAt: {
    authorization: 'https://login.mailchimp.com/oauth2/authorize',
    token: 'https://login.mailchimp.com/oauth2/token',
    scopes: [],
    pkce: false,
    clientSecret: 'form',
    redirect: '127.0.0.1',
    leaves: 'access-token',
    kindUnsaid: true,
  },
  fields: ownApp,
  usage: {
    audienceId: audienceId('Mailchimp', '1a2b3c4d5e'),
    ...segments,
    ...emailField,
    ...nameFields,
    ...expectedProfiles,
  },
  consent: 'sends',
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 1_000_000, source: 'export-mailchimp.md' },
    { counts: 'minutes', atMost: 180, source: 'export-mailchimp.md' },
  ],
  prerequisites: ['A Mailchimp account with administrator rights', 'An audience there with its ID'],
  notes: [contractMayAllowLess],
});
