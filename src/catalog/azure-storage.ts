import type { Fields } from '../fields/field.ts';

const subscription = {
  kind: 'text',
  label: 'Subscription',
  help: 'Azure subscription, by name or ID',
  example: 'Contoso Production',
} as const;

const storage = {
  storageAccount: {
    kind: 'text',
    label: 'Storage account',
    help: 'Storage account that receives the files',
    format: 'storage-account',
    target: true,
    example: 'contosodata',
  },
  container: {
    kind: 'text',
    label: 'Container',
    help: 'Container in the storage account',
    format: 'container',
    example: 'segments-out',
  },
  enablePrivateLink: {
    kind: 'switch',
    label: 'Enable Private Link',
    help: 'Reach a storage account behind a firewall through Azure Private Link',
    default: false,
  },
} as const satisfies Fields;

/** A container, found by the resource group of its account. */
export const storageInResourceGroup = {
  subscription,
  resourceGroup: {
    kind: 'text',
    label: 'Resource group',
    help: 'Resource group of the storage account',
    format: 'resource-group',
    example: 'rg-customer-data',
  },
  ...storage,
} as const satisfies Fields;

/** A container, found by the Synapse workspace that it belongs to. */
export const storageOfWorkspace = {
  subscription,
  workspace: {
    kind: 'text',
    label: 'Workspace',
    help: 'Synapse workspace that holds the lake database',
    format: 'synapse-workspace',
    target: true,
    example: 'contoso-synapse',
  },
  ...storage,
} as const satisfies Fields;

/** What the platform needs at a storage account before it can write there. */
export const storagePrerequisites = [
  'A storage account with a container',
  'Access to the container for whoever sets up the connection',
  'Write access to the container for the service principal of the product',
] as const;
