import { accountIn, accountOf, azureIdentities, type SourceKind, storageAddress, type Take } from '../source-kind.ts';

// In the order that the hook has: what signs in names the account, or the address does, or the login of a key.
const storageAccount: Take = (read, look) => {
  const signed = accountIn(look('extra.connection_string'));
  if (signed !== undefined) return signed;
  const otherwise = look('extra.tenant_id') ?? look('extra.shared_access_key');
  const inSignature = otherwise === undefined ? accountOf(look('extra.sas_token')) : undefined;
  if (inSignature !== undefined) return inSignature;
  const inHost = accountOf(look('host'));
  if (inHost !== undefined && read('host') !== undefined) return inHost;
  return look('extra.tenant_id') === undefined ? read('login') : undefined;
};

/** What signs in there and has no place here. */
export const azureKeys = {
  login: 'holds-no-key',
  password: 'holds-no-key',
  'extra.connection_string': 'holds-no-key',
  'extra.shared_access_key': 'holds-no-key',
  'extra.account_key': 'holds-no-key',
  'extra.sas_token': 'holds-no-key',
  'extra.tenant_id': 'holds-no-key',
  'extra.client_secret_auth_config': 'holds-no-key',
  ...azureIdentities,
} as const;

// Provider microsoft.azure, hook wasb.
export const wasb: SourceKind = {
  type: 'azure-blob-storage',
  settings: { storageAccount },
  addresses: { host: storageAddress },
  left: azureKeys,
};
