import { defineConnectionType } from '../../fields/connection-type.ts';
import { ownEntraApp } from '../../fields/own-app.ts';
import { contactIdField, contactPrerequisites, organisation } from '../dynamics-365.ts';
import { entraSignIn } from '../entra-sign-in.ts';
import { expectedMembers } from '../usage/expected.ts';
import { segments } from '../usage/segments.ts';

export const dynamics365Marketing = defineConnectionType({
  id: 'dynamics-365-marketing',
  label: 'Dynamics 365 Customer Insights - Journeys',
  formerly: ['Dynamics 365 Marketing', 'Dynamics 365 Marketing (Outbound)'],
  purpose: 'export',
  category: 'microsoft',
  summary: 'Sends segments to outbound marketing in Customer Insights - Journeys',
  article: 'export-ci-journeys.md',
  standing: {
    status: 'retired',
    on: '2026-05',
    successor: 'real-time journeys, which read segments straight from Dataverse',
  },
  preview: true,
  vendor: true,
  addable: true,
  signIn: 'browser',
  signsInAt: entraSignIn('{serverAddress}/user_impersonation'),
  fields: { ...organisation, ...ownEntraApp },
  usage: { ...contactIdField, ...segments, ...expectedMembers },
  consent: 'sends',
  shareable: true,
  limits: [{ counts: 'segmentMembers', atMost: 1_000_000, advised: true, source: 'export-ci-journeys.md' }],
  prerequisites: [...contactPrerequisites, 'Outbound marketing in use already'],
  notes: ['Makes no contacts in the target', 'One export with all segments is faster than several'],
});
