import { defineConnectionType } from '../../fields/connection-type.ts';
import { segments } from '../usage/segments.ts';

export const optimizely = defineConnectionType({
  id: 'optimizely',
  label: 'Optimizely',
  purpose: 'export',
  category: 'marketing-automation',
  summary: 'Sends segments to Optimizely to tailor web pages',
  article: 'optimizely-integration.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'fields',
  fields: {
    apiKey: {
      kind: 'secret',
      label: 'API key',
      help: 'Personal access token of the Optimizely account',
      shape: 'token',
    },
  },
  usage: {
    projectId: {
      kind: 'text',
      label: 'Project ID',
      help: 'Project in Optimizely whose audiences the segments become',
      example: '1234567890',
    },
    ...segments,
  },
  consent: 'sends',
  shareable: true,
  limits: [{ counts: 'audiencesPerProject', atMost: 100, source: 'optimizely-integration.md' }],
  prerequisites: [
    'A licence for Optimizely Web Experimentation and an account',
    'Real-time web tracking of the product on the site',
    'The Optimizely script on the site, with _msci as its cookie ID',
  ],
  notes: ['Audiences above the limit go to the archive in Optimizely'],
});
