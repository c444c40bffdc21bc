import { defineConnectionType } from '../../fields/connection-type.ts';
import { ownApp } from '../../fields/own-app.ts';
import { apiKey } from '../api-key.ts';
import { contractMayAllowLess } from '../remarks.ts';
import { listId } from '../usage/receiver.ts';
import { segmentsByEmail } from '../usage/segments.ts';

export const klaviyo = defineConnectionType({
  id: 'klaviyo',
  label: 'Klaviyo',
  purpose: 'export',
  category: 'email-marketing',
  summary: 'Sends segments to Klaviyo lists',
  article: 'export-klaviyo.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'browser',
  /** Source: developers.klaviyo.com/en/docs/set_up_oauth (PKCE asked for; 90 days without use). */
  signsInAt: {
    authorization: 'https://www.klaviyo.com/oauth/authorize',
    token: 'https://a.klaviyo.com/oauth/token',
    scopes: ['accounts:read', 'lists:read', 'lists:write', 'profiles:read', 'profiles:write'],
    pkce: true,
    clientSecret: 'header',
    redirect: '127.0.0.1',
    leaves: 'refresh-token',
    lasts: { days: 90, from: 'use' },
  },
  fields: { apiKey: apiKey('Klaviyo'), ...ownApp },
  usage: { listId: listId('Klaviyo', 'Y6nRLr'), ...segmentsByEmail },
  consent: 'sends',
  keyVault: { fills: ['apiKey'] },
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 1_000_000, source: 'export-klaviyo.md' },
    { counts: 'minutes', atMost: 20, source: 'export-klaviyo.md' },
  ],
  prerequisites: ['A Klaviyo account with administrator rights', 'Its API key', 'The ID of a list there'],
  notes: ['Needs both the API key and a sign-in', contractMayAllowLess],
});
