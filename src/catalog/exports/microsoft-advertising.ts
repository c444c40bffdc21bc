import { defineConnectionType } from '../../fields/connection-type.ts';
import { ownEntraApp } from '../../fields/own-app.ts';
import { entraSignIn } from '../entra-sign-in.ts';
import { hashed } from '../remarks.ts';
import { audienceId } from '../usage/receiver.ts';
import { segmentsByEmail } from '../usage/segments.ts';

export const microsoftAdvertising = defineConnectionType({
  id: 'microsoft-advertising',
  label: 'Microsoft Advertising',
  purpose: 'export',
  category: 'advertising',
  summary: 'Sends segments to custom audiences in Microsoft Advertising',
  article: 'export-microsoft-advertising.md',
  standing: { status: 'current' },
  preview: true,
  vendor: true,
  addable: true,
  signIn: 'browser',
  /** Accounts of persons and of organisations alike. Source: learn.microsoft.com/advertising/guides/authentication-oauth. */
  signsInAt: entraSignIn('https://ads.microsoft.com/msads.manage', 'common'),
  fields: {
    customerId: {
      kind: 'text',
      label: 'Customer ID',
      help: 'Microsoft Advertising customer: the number after cid= in the web address once signed in',
      example: '12345678',
    },
    ...ownEntraApp,
  },
  usage: { audienceId: audienceId('Microsoft Advertising', '8123456789'), ...segmentsByEmail },
  consent: 'sends',
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 500_000, source: 'export-microsoft-advertising.md' },
    { counts: 'minutes', atMost: 10, source: 'export-microsoft-advertising.md' },
  ],
  prerequisites: [
    'A Microsoft Advertising account with administrator rights',
    'Its customer ID and account ID',
    'The terms of Customer Match, accepted',
    'A custom audience there with its ID',
  ],
  notes: [hashed],
});
