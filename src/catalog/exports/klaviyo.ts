import { defineConnectionType } from '../../fields/connection-type.ts';
import { apiKey } from '../api-key.ts';
import { ownApp } from '../own-app.ts';
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
