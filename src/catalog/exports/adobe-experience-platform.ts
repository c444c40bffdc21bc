import { defineConnectionType } from '../../fields/connection-type.ts';

export const adobeExperiencePlatform = defineConnectionType({
  id: 'adobe-experience-platform',
  label: 'Adobe Experience Platform',
  purpose: 'export',
  category: 'marketing-automation',
  summary: 'Hands segments to Adobe Experience Platform through a blob container',
  article: 'export-adobe-experience-platform.md',
  standing: { status: 'current' },
  preview: true,
  addable: false,
  usesType: 'azure-blob-storage',
  signIn: 'none',
  fields: {},
  usage: {},
  consent: 'none',
  shareable: true,
  prerequisites: ['Licences for Adobe Experience Platform and Adobe Campaign Standard', 'A blob container'],
  notes: [
    'Needs an Azure Blob Storage connection; there is nothing else to set up',
    'Writes CSV files and a model.json that describes them',
    'The number of records has to fit the licence',
  ],
});
