import { defineConnectionType } from '../../fields/connection-type.ts';
import { ownApp } from '../../fields/own-app.ts';
import { nextrollSignIn } from '../nextroll-sign-in.ts';
import { contractMayAllowLess, testRarely } from '../remarks.ts';
import { expectedMembers } from '../usage/expected.ts';
import { advertiserId } from '../usage/receiver.ts';
import { segmentsByEmail } from '../usage/segments.ts';

export const adroll = defineConnectionType({
  id: 'adroll',
  label: 'AdRoll',
  purpose: 'export',
  category: 'advertising',
  summary: 'Sends segments to AdRoll audiences',
  article: 'export-adroll.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'browser',
  signsInAt: nextrollSignIn,
  fields: ownApp,
  usage: { advertiserId: advertiserId('AdRoll'), ...segmentsByEmail, ...expectedMembers },
  consent: 'sends',
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 250_000, source: 'export-adroll.md' },
    { counts: 'minutes', atMost: 10, source: 'export-adroll.md' },
    { counts: 'segmentMembers', atLeast: 100, source: 'export-adroll.md' },
  ],
  prerequisites: ['An AdRoll account with administrator rights', 'The ID of an advertiser there'],
  notes: [contractMayAllowLess, testRarely],
});
