import { defineConnectionType } from '../../fields/connection-type.ts';
import { ownApp } from '../../fields/own-app.ts';
import { hashed } from '../remarks.ts';
import { audienceId } from '../usage/receiver.ts';
import { segmentsByEmail } from '../usage/segments.ts';

export const snapchat = defineConnectionType({
  id: 'snapchat',
  label: 'Snapchat',
  purpose: 'export',
  category: 'advertising',
  summary: 'Sends segments to Snapchat audiences',
  article: 'export-snapchat.md',
  standing: { status: 'current' },
  addable: true,
  signIn: 'browser',
  /** Source: developers.snap.com/api/marketing-api/Ads-API/authentication (redirects only to HTTPS). */
  signsInAt: {
    authorization: 'https://accounts.snapchat.com/login/oauth2/authorize',
    token: 'https://accounts.snapchat.com/login/oauth2/access_token',
    scopes: ['snapchat-marketing-api'],
    pkce: false,
    clientSecret: 'form',
    redirect: 'https',
    leaves: 'refresh-token',
  },
  fields: ownApp,
  usage: {
    audienceId: {
      ...audienceId('Snapchat', '5678901234567890'),
      help: 'Audience in Snapchat that takes the profiles, as its web address shows it',
    },
    ...segmentsByEmail,
  },
  consent: 'sends',
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 1_000_000, source: 'export-snapchat.md' },
    { counts: 'minutes', atMost: 15, source: 'export-snapchat.md' },
  ],
  prerequisites: [
    'A Snapchat business account and ads account, with administrator rights',
    'Membership of the organisation, and the role of data manager of an ads account',
    'An audience of the Snap Audience Match kind, with its ID',
  ],
  notes: [hashed],
});
