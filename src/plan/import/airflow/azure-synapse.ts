import { azureIdentities, first, type SourceKind, webAddress } from '../source-kind.ts';

const workspace = /^(?:https?:\/\/)?([a-z0-9-]+?)(?:-ondemand(?=\.sql))?\.(?:dev|sql)\.azuresynapse\.[a-z.]+/i;

// Provider microsoft.azure, the hook of Synapse: login and password are those of an application.
export const azureSynapse: SourceKind = {
  type: 'azure-synapse-analytics',
  settings: {
    subscription: first('extra.subscriptionId'),
    workspace: (read, look) => {
      const found = workspace.exec(look('host') ?? '')?.[1]?.toLowerCase();
      return found === undefined ? undefined : read('host') && found;
    },
  },
  addresses: { host: { ...webAddress, domain: /\.(?:dev|sql)\.azuresynapse\.net$/i } },
  left: { login: 'holds-no-key', password: 'holds-no-key', 'extra.tenantId': 'holds-no-key', ...azureIdentities },
};
