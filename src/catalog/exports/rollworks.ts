import { defineConnectionType } from '../../fields/connection-type.ts';
import { ownApp } from '../../fields/own-app.ts';
import { nextrollSignIn } from '../nextroll-sign-in.ts';
import { contractMayAllowLess, testRarely } from '../remarks.ts';
import { advertiserId } from '../usage/receiver.ts';
import { segmentsByEmail } from '../usage/segments.ts';

export const rollworks = defineConnectionType({
  id: 'rollworks',
  label: 'RollWorks',
  purpose: 'export',
  category: 'advertising',
  summary: 'Sends segments to RollWorks audiences',
  article: 'export-rollworks.md',
  standing: { status: 'retired', on: null, successor: 'adroll' },
  preview: true,
  addable: true,
  signIn: 'browser',
  signsInAt: nextrollSignIn,
  fields: ownApp,
  usage: { advertiserId: advertiserId('RollWorks'), ...segmentsByEmail },
  consent: 'sends',
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 250_000, source: 'export-rollworks.md' },
    { counts: 'minutes', atMost: 10, source: 'export-rollworks.md' },
  ],
  prerequisites: ['A RollWorks account with administrator rights', 'The ID of an advertiser there'],
  notes: [contractMayAllowLess, testRarely],
});
