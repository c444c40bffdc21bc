import { accountIn, accountOf, type SourceKind, type Take } from '../source-kind.ts';

/** The account: in the address, in what signs in, or the login where that is no application. */
export const storageAccount: Take = (read, look) => {
  const inHost = accountOf(look('host'));
  if (inHost !== undefined && read('host') !== undefined) return inHost;
  const signed = accountIn(look('extra.connection_string')) ?? accountOf(look('extra.sas_token'));
  return signed ?? (look('extra.tenant_id') === undefined ? read('login') : undefined);
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
  'extra.managed_identity_client_id': 'holds-no-key',
  'extra.workload_identity_tenant_id': 'holds-no-key',
} as const;

// Provider microsoft.azure, hook wasb.
export const wasb: SourceKind = {
  type: 'azure-blob-storage',
  settings: { storageAccount },
  left: azureKeys,
};
