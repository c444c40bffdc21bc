import { defineConnectionType } from '../../fields/connection-type.ts';
import { ownEntraApp } from '../../fields/own-app.ts';
import { contactIdField, contactPrerequisites, organisation } from '../dynamics-365.ts';
import { entraSignIn } from '../entra-sign-in.ts';
import { expectedMembers } from '../usage/expected.ts';
import { segments } from '../usage/segments.ts';

export const dynamics365Sales = defineConnectionType({
  id: 'dynamics-365-sales',
  label: 'Dynamics 365 Sales',
  purpose: 'export',
  category: 'crm',
  summary: 'Sends segments of contacts to Dynamics 365 Sales',
  article: 'export-dynamics365-sales.md',
  standing: { status: 'current' },
  preview: true,
  vendor: true,
  addable: true,
  signIn: 'browser',
  signsInAt: entraSignIn('{serverAddress}/user_impersonation'),
  fields: { ...organisation, ...ownEntraApp },
  usage: { ...contactIdField, ...segments, ...expectedMembers },
  consent: 'sends',
  shareable: true,
  limits: [
    { counts: 'segmentMembers', atMost: 100_000, source: 'export-dynamics365-sales.md' },
    { counts: 'minutes', atMost: 180, source: 'export-dynamics365-sales.md' },
  ],
  prerequisites: contactPrerequisites,
  notes: ['Makes no contacts in the target'],
});
