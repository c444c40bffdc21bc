import { defineConnectionType } from '../../fields/connection-type.ts';
import { storageInResourceGroup, storagePrerequisites } from '../azure-storage.ts';
import { csvOnly, premiumNeedsBlockBlobs, privateLinkIsExclusive } from '../remarks.ts';
import { tablesInFolder } from '../usage/tables.ts';

export const azureBlobStorage = defineConnectionType({
  id: 'azure-blob-storage',
  label: 'Azure Blob Storage',
  formerly: ['Azure Blob storage'],
  purpose: 'export',
  category: 'storage',
  summary: 'Writes segments and tables as CSV files to Azure Blob Storage',
  article: 'export-azure-blob-storage.md',
  standing: { status: 'current' },
  vendor: true,
  addable: true,
  signIn: 'fields',
  fields: storageInResourceGroup,
  usage: tablesInFolder,
  consent: 'sends',
  shareable: true,
  prerequisites: [...storagePrerequisites, 'Soft delete switched off on the account'],
  notes: [
    'Exports fail while soft delete is on',
    csvOnly,
    premiumNeedsBlockBlobs,
    privateLinkIsExclusive,
    'Also serves exports to Adobe Experience Platform and InMobi',
  ],
});
