import { defineConnectionType } from '../../fields/connection-type.ts';
import { businessAccountsOnly } from '../remarks.ts';
import { enrichmentOf, matchedPeople } from '../usage/enrichment.ts';
import { mapped } from '../usage/mapped.ts';

export const dunAndBradstreet = defineConnectionType({
  id: 'dun-and-bradstreet',
  label: 'Dun & Bradstreet',
  purpose: 'enrichment',
  category: 'data-enrichment',
  summary: 'Completes company profiles with data from Dun & Bradstreet',
  article: 'enrichment-dnb.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'fields',
  fields: {
    region: {
      kind: 'text',
      label: 'Region',
      help: 'Amazon S3 region of the project',
      format: 'region',
      target: true,
      example: 'us-east-1',
    },
    dropFolderPath: {
      kind: 'text',
      label: 'Drop folder path',
      help: 'Path of the drop folder, as the project shows it',
      example: 'contoso/drop',
    },
    dropFolderName: {
      kind: 'text',
      label: 'Drop folder name',
      help: 'Name of the drop folder',
      example: 'customer-data',
    },
    accessKey: {
      kind: 'secret',
      label: 'Access key',
      help: 'Amazon S3 access key of the project in Dun & Bradstreet Connect',
      shape: 'key',
    },
    secret: { kind: 'secret', label: 'Secret', help: 'Amazon S3 secret that belongs to the access key', shape: 'key' },
  },
  usage: {
    ...enrichmentOf,
    ...matchedPeople,
    companiesBy: {
      kind: 'choice',
      label: 'Companies by',
      help: 'What companies are found by',
      choices: [
        { value: 'duns', label: 'DUNS number' },
        { value: 'nameAndCountry', label: 'company name and country' },
      ],
      default: 'duns',
    },
    dunsField: { ...mapped('DUNS number'), when: { field: 'companiesBy', is: 'duns' } },
    companyNameField: { ...mapped('company name'), when: { field: 'companiesBy', is: 'nameAndCountry' } },
    countryField: { ...mapped('country'), when: { field: 'companiesBy', is: 'nameAndCountry' } },
    market: {
      kind: 'choice',
      label: 'Market',
      help: 'Country that the data is about',
      choices: [
        { value: 'CA', label: 'Canada (English)' },
        { value: 'US', label: 'United States (English)' },
      ],
    },
  },
  consent: 'sends',
  shareable: false,
  prerequisites: [
    'A Dun & Bradstreet licence',
    'Unified profiles of companies',
    'A project in Dun & Bradstreet Connect, made from the CSV template, with its Amazon S3 details',
  ],
  notes: [businessAccountsOnly],
});
