import { accountIn, accountOf, type SourceKind, storageAddress } from '../source-kind.ts';

export const azureblob: SourceKind = {
  type: 'azure-blob-storage',
  settings: {
    storageAccount: (read, look) =>
      read('account') ??
      accountOf(look('sas_url')) ??
      accountIn(look('connection_string')) ??
      (accountOf(look('endpoint')) && accountOf(read('endpoint'))),
    // A signature is of a whole account, or of the container that its address names.
    container: (_, look) => /^https?:\/\/[^/?#]+\/([^/?#]+)\/?(?:\?|$)/i.exec(look('sas_url') ?? '')?.[1],
  },
  addresses: { endpoint: storageAddress },
  left: {
    key: 'holds-no-key',
    sas_url: 'holds-no-key',
    connection_string: 'holds-no-key',
    tenant: 'holds-no-key',
    client_id: 'holds-no-key',
    client_secret: 'holds-no-key',
    client_certificate_path: 'holds-no-key',
    client_certificate_password: 'holds-no-key',
    username: 'holds-no-key',
    password: 'holds-no-key',
    service_principal_file: 'holds-no-key',
    use_msi: 'holds-no-key',
    use_az: 'holds-no-key',
    env_auth: 'holds-no-key',
    msi_object_id: 'holds-no-key',
    msi_client_id: 'holds-no-key',
    msi_mi_res_id: 'holds-no-key',
  },
};
