import { defineConnectionType } from '../../fields/connection-type.ts';
import { premiumNeedsBlockBlobs } from '../remarks.ts';

export const inmobi = defineConnectionType({
  id: 'inmobi',
  label: 'InMobi',
  purpose: 'export',
  category: 'advertising',
  summary: 'Hands segments and tables to InMobi through a blob container',
  article: 'export-inmobi.md',
  standing: { status: 'current' },
  preview: true,
  addable: false,
  usesType: 'azure-blob-storage',
  signIn: 'none',
  fields: {},
  usage: {},
  consent: 'none',
  shareable: false,
  prerequisites: [
    'An InMobi account with administrator rights',
    'A blob container',
    'An import of that container, arranged with InMobi',
  ],
  notes: ['Needs an Azure Blob Storage connection; there is nothing else to set up', premiumNeedsBlockBlobs],
});
