import { accountIn, accountOf, type SourceKind, storageAddress, type Take } from '../source-kind.ts';
import { azureKeys } from './wasb.ts';

// Under `host` stands the name of the account; the login is that of an application.
const storageAccount: Take = (read, look) => {
  const signed = accountIn(look('extra.connection_string'));
  if (signed !== undefined) return signed;
  const address = accountOf(look('extra.account_url'));
  if (address !== undefined && read('extra.account_url') !== undefined) return address;
  const host = look('host')?.trim() ?? '';
  const account = accountOf(host) ?? (host === '' || host.includes('.') ? undefined : host);
  return account === undefined ? undefined : read('host') && account;
};

// Provider microsoft.azure, the hook of the second generation.
export const adls: SourceKind = {
  type: 'azure-data-lake-storage-gen2',
  settings: { storageAccount },
  addresses: { host: storageAddress, 'extra.account_url': storageAddress },
  left: azureKeys,
};
