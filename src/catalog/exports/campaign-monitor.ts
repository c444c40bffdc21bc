import { defineConnectionType } from '../../fields/connection-type.ts';
import { ownApp } from '../../fields/own-app.ts';
import { contractMayAllowLess } from '../remarks.ts';
import { listId } from '../usage/receiver.ts';
import { segmentsByEmail } from '../usage/segments.ts';

export const campaignMonitor = defineConnectionType({
  id: 'campaign-monitor',
  label: 'Campaign Monitor',
  purpose: 'export',
  category: 'email-marketing',
  summary: 'Sends segments to Campaign Monitor lists',
  article: 'export-campaign-monitor.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'browser',
  /** Source: campaignmonitor.com/api/v3-3/getting-started, "Authenticating with OAuth". */
  signsInAt: {
    authorization: 'https://api.createsend.com/oauth',
    token: 'https://api.createsend.com/oauth/token',
    scopes: ['ManageLists', 'ImportSubscribers'],
    between: ',',
    pkce: false,
    clientSecret: 'form',
    parameters: { type: 'web_server' },
    redirect: '127.0.0.1',
    leaves: 'refresh-token',
    kindUnsaid: true,
  },
  fields: ownApp,
  usage: { listId: listId('Campaign Monitor', 'a58ee1d3039b8bec838e6d1482a8a965'), ...segmentsByEmail },
  consent: 'sends',
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 1_000_000, source: 'export-campaign-monitor.md' },
    { counts: 'minutes', atMost: 20, source: 'export-campaign-monitor.md' },
  ],
  prerequisites: ['A Campaign Monitor account with administrator rights', 'The ID of a list there'],
  notes: ['An API key at the service serves to find the ID of a list; the connection holds none', contractMayAllowLess],
});
