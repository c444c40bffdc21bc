import { defineConnectionType } from '../../fields/connection-type.ts';
import { ownApp } from '../../fields/own-app.ts';
import { contractMayAllowLess } from '../remarks.ts';
import { segmentsByEmail } from '../usage/segments.ts';

export const criteo = defineConnectionType({
  id: 'criteo',
  label: 'Criteo',
  purpose: 'export',
  category: 'advertising',
  summary: 'Sends segments to Criteo for retargeting',
  article: 'export-criteo.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'browser',
  /** Sources: developers.criteo.com, oauth-app-authorization-code and oauth-app-authorization-code-pkce-setup (redirects only to HTTPS). */
  signsInAt: {
    authorization: 'https://consent.criteo.com/request',
    token: 'https://api.criteo.com/oauth2/token',
    scopes: [],
    pkce: false,
    clientSecret: 'form',
    redirect: 'https',
    leaves: 'refresh-token',
  },
  fields: ownApp,
  usage: segmentsByEmail,
  consent: 'sends',
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 1_000_000, source: 'export-criteo.md' },
    { counts: 'minutes', atMost: 30, source: 'export-criteo.md' },
  ],
  prerequisites: ['A Criteo dynamic retargeting account with administrator rights'],
  notes: [contractMayAllowLess],
});
