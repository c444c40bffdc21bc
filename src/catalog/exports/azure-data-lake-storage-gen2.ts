import { defineConnectionType } from '../../fields/connection-type.ts';
import { storageInResourceGroup, storagePrerequisites } from '../azure-storage.ts';
import { csvOnly, premiumNeedsBlockBlobs, privateLinkIsExclusive } from '../remarks.ts';
import { tablesInFolder } from '../usage/tables.ts';

export const azureDataLakeStorageGen2 = defineConnectionType({
  id: 'azure-data-lake-storage-gen2',
  label: 'Azure Data Lake Storage Gen2',
  purpose: 'export',
  category: 'storage',
  summary: 'Writes segments and tables as CSV files to Azure Data Lake Storage',
  article: 'export-azure-data-lake-storage-gen2.md',
  standing: { status: 'current' },
  vendor: true,
  addable: true,
  signIn: 'fields',
  fields: storageInResourceGroup,
  usage: tablesInFolder,
  consent: 'sends',
  shareable: true,
  prerequisites: storagePrerequisites,
  notes: [csvOnly, premiumNeedsBlockBlobs, privateLinkIsExclusive],
});
