import type { SourceKind } from '../source-kind.ts';
import { azureKeys, storageAccount } from './wasb.ts';

// Provider microsoft.azure, the hook of the second generation.
export const adls: SourceKind = {
  type: 'azure-data-lake-storage-gen2',
  settings: { storageAccount },
  left: azureKeys,
};
