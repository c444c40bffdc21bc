import { defineConnectionType } from '../../fields/connection-type.ts';
import { ownApp } from '../../fields/own-app.ts';
import { hashed } from '../remarks.ts';
import { expectedProfiles } from '../usage/expected.ts';
import { audienceId } from '../usage/receiver.ts';
import { segments } from '../usage/segments.ts';

export const googleAds = defineConnectionType({
  id: 'google-ads',
  label: 'Google Ads',
  purpose: 'export',
  category: 'advertising',
  summary: 'Sends segments to Google Ads audiences',
  article: 'export-google-ads.md',
  standing: { status: 'current' },
  addable: true,
  signIn: 'browser',
  /** Sources: developers.google.com/identity/protocols/oauth2, native-app and expiration; google-ads/api/docs/oauth. Devices may not ask this scope. */
  signsInAt: {
    authorization: 'https://accounts.google.com/o/oauth2/v2/auth',
    token: 'https://oauth2.googleapis.com/token',
    scopes: ['https://www.googleapis.com/auth/adwords'],
    pkce: true,
    clientSecret: 'form',
    parameters: { access_type: 'offline', prompt: 'consent' },
    redirect: '127.0.0.1',
    leaves: 'refresh-token',
    lasts: { days: 180, from: 'use' },
  },
  fields: {
    customerId: {
      kind: 'text',
      label: 'Customer ID',
      help: 'Google Ads account that uses the audiences',
      example: '123-456-7890',
    },
    ...ownApp,
  },
  usage: {
    audienceId: {
      ...audienceId('Google Ads', '1234567890'),
      help: 'Audience in Google Ads that takes the profiles; without it a new one is made',
      optional: true,
    },
    ...segments,
    matchFields: {
      kind: 'list',
      label: 'Match fields',
      help: 'Fields to find people by: e-mail, phone, mobile advertiser ID, third-party user ID or address',
      example: 'Email,Phone',
    },
    ...expectedProfiles,
  },
  consent: 'sends',
  keyVault: { fills: [] },
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 1_000_000, source: 'export-google-ads.md' },
    { counts: 'minutes', atMost: 30, source: 'export-google-ads.md' },
    { counts: 'matchingHours', atMost: 48, source: 'export-google-ads.md' },
    { counts: 'unrefreshedDays', atMost: 540, source: 'export-google-ads.md' },
  ],
  prerequisites: [
    'A Google Ads account with administrator rights',
    'Its customer ID',
    'What Google asks of Customer Match and of the size of a list',
  ],
  notes: ['Google removes a list that is not refreshed for 540 days', hashed],
});
