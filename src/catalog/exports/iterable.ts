import { defineConnectionType } from '../../fields/connection-type.ts';
import { apiKey } from '../api-key.ts';
import { contractMayAllowLess } from '../remarks.ts';
import { segmentsByEmail } from '../usage/segments.ts';

export const iterable = defineConnectionType({
  id: 'iterable',
  label: 'Iterable',
  purpose: 'export',
  category: 'marketing-automation',
  summary: 'Sends segments to Iterable lists',
  article: 'export-iterable.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'fields',
  fields: { apiKey: apiKey('Iterable') },
  usage: segmentsByEmail,
  consent: 'sends',
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 1_000_000, source: 'export-iterable.md' },
    { counts: 'minutes', atMost: 30, source: 'export-iterable.md' },
  ],
  prerequisites: ['An Iterable account with administrator rights', 'Its API key'],
  notes: ['The list in Iterable is named after the segment', contractMayAllowLess],
});
