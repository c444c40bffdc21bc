import { defineConnectionType } from '../../fields/connection-type.ts';
import { apiKey } from '../api-key.ts';
import { contractMayAllowLess } from '../remarks.ts';
import { expectedProfiles } from '../usage/expected.ts';
import { emailField, furtherFields, nameFields } from '../usage/mapped.ts';
import { segments } from '../usage/segments.ts';

export const autopilot = defineConnectionType({
  id: 'autopilot',
  label: 'Autopilot',
  purpose: 'export',
  category: 'marketing-automation',
  summary: 'Sends segments to Autopilot, which now calls itself Ortto',
  article: 'export-autopilot.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'fields',
  fields: { apiKey: apiKey('Autopilot') },
  usage: { ...segments, ...emailField, ...nameFields, ...furtherFields, ...expectedProfiles },
  consent: 'sends',
  keyVault: { fills: ['apiKey'] },
  shareable: true,
  limits: [{ counts: 'profiles', atMost: 100_000, source: 'export-autopilot.md' }],
  prerequisites: ['An Autopilot account with administrator rights', 'Its API key'],
  notes: ['An export takes a few hours', contractMayAllowLess],
});
