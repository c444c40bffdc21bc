import { defineConnectionType } from '../../fields/connection-type.ts';
import { ownApp } from '../../fields/own-app.ts';
import { hashed } from '../remarks.ts';
import { audienceId } from '../usage/receiver.ts';
import { segmentsByIdentifier } from '../usage/segments.ts';

export const facebookAdsManager = defineConnectionType({
  id: 'facebook-ads-manager',
  label: 'Facebook Ads Manager',
  purpose: 'export',
  category: 'advertising',
  summary: 'Sends segments to custom audiences in Facebook Ads Manager',
  article: 'export-facebook.md',
  standing: { status: 'current' },
  addable: true,
  signIn: 'browser',
  /** Sources: developers.facebook.com/docs, facebook-login/guides/advanced/manual-flow and access-tokens/get-long-lived (60 days). */
  signsInAt: {
    authorization: 'https://www.facebook.com/v25.0/dialog/oauth',
    token: 'https://graph.facebook.com/v25.0/oauth/access_token',
    scopes: ['ads_management'],
    between: ',',
    pkce: false,
    clientSecret: 'form',
    redirect: 'localhost',
    leaves: 'access-token',
    lengthens: 'fb_exchange_token',
    lasts: { days: 60, from: 'sign-in' },
  },
  fields: {
    adAccount: {
      kind: 'text',
      label: 'Ads account',
      help: 'Facebook ads account, one of those that the signed-in person may use',
      example: 'act_1234567890',
    },
    ...ownApp,
  },
  usage: { audienceId: audienceId('Facebook Ads Manager', '23851234567890123'), ...segmentsByIdentifier },
  consent: 'sends',
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 10_000_000, source: 'export-facebook.md' },
    { counts: 'minutes', atMost: 90, source: 'export-facebook.md' },
    { counts: 'signInDays', atMost: 60, source: 'export-facebook.md' },
    { counts: 'adAccountsPerUser', atMost: 25, source: 'export-facebook.md' },
  ],
  prerequisites: [
    'A Facebook ads account that belongs to a business account, with administrator rights',
    'A custom audience of the customer list kind, with its ID',
    'The terms for custom audiences, accepted by whoever signs in',
  ],
  notes: ['The sign-in has to give the permission ads_management', hashed],
});
