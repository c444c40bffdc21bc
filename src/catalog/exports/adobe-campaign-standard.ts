import { defineConnectionType } from '../../fields/connection-type.ts';
import { storageInResourceGroup, storagePrerequisites } from '../azure-storage.ts';

export const adobeCampaignStandard = defineConnectionType({
  id: 'adobe-campaign-standard',
  label: 'Adobe Campaign Standard',
  purpose: 'export',
  category: 'marketing-automation',
  summary: 'Hands segments to Adobe Campaign Standard through a blob container',
  article: 'export-adobe-campaign-standard.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'fields',
  fields: storageInResourceGroup,
  usage: {
    segment: { kind: 'text', label: 'Segment', help: 'Segment to send', example: 'High value customers' },
    identityField: {
      kind: 'text',
      label: 'Identity field',
      help: 'Field of the profile that tells people apart in Adobe, mostly the e-mail address',
      example: 'Email',
    },
    fieldPairs: {
      kind: 'list',
      label: 'Field pairs',
      help: 'Profile fields and the Adobe fields they fill, as source=target with commas between them',
      example: 'Email=email,FirstName=firstName',
    },
  },
  consent: 'sends',
  shareable: true,
  prerequisites: ['A licence for Adobe Campaign Standard', ...storagePrerequisites],
  notes: ['Writes one CSV file for each segment', 'The number of records has to fit the licence'],
});
