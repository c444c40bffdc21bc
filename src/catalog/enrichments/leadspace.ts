import { defineConnectionType } from '../../fields/connection-type.ts';
import { businessAccountsOnly } from '../remarks.ts';
import { addresses, enrichmentOf } from '../usage/enrichment.ts';
import { alsoMapped, mapped } from '../usage/mapped.ts';

export const leadspace = defineConnectionType({
  id: 'leadspace',
  label: 'Leadspace',
  purpose: 'enrichment',
  category: 'data-enrichment',
  summary: 'Completes company profiles with data from Leadspace',
  article: 'enrichment-leadspace.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'fields',
  fields: { token: { kind: 'secret', label: 'Token', help: 'Perpetual key of the Leadspace licence', shape: 'token' } },
  usage: {
    ...enrichmentOf,
    ...addresses,
    companyNameField: mapped('company name'),
    websiteField: alsoMapped('website'),
    locationField: alsoMapped('location'),
    contacts: {
      kind: 'switch',
      label: 'Contacts too',
      help: 'Enrich the profiles of contacts as well',
      default: false,
    },
  },
  consent: 'sends',
  shareable: false,
  limits: [{ counts: 'enrichments', atMost: 10, source: 'enrichment-leadspace.md' }],
  prerequisites: ['A Leadspace licence with its token', 'Unified profiles of accounts'],
  notes: [businessAccountsOnly],
});
