import { azureIdentities, first, type SourceKind } from '../source-kind.ts';

// Provider microsoft.azure, the hook of the first generation: login and password are those of an application.
export const azureDataLake: SourceKind = {
  type: 'azure-data-lake-storage-gen2',
  settings: { storageAccount: first('extra.account_name') },
  left: { login: 'holds-no-key', password: 'holds-no-key', 'extra.tenant': 'holds-no-key', ...azureIdentities },
  remarks: { storageAccount: 'first-generation' },
};
