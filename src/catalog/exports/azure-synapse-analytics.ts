import { defineConnectionType } from '../../fields/connection-type.ts';
import { storageOfWorkspace } from '../azure-storage.ts';
import { csvOnly } from '../remarks.ts';
import { tables } from '../usage/tables.ts';

export const azureSynapseAnalytics = defineConnectionType({
  id: 'azure-synapse-analytics',
  label: 'Azure Synapse Analytics',
  purpose: 'export',
  category: 'analytics',
  summary: 'Writes tables to a lake database in Azure Synapse Analytics',
  article: 'export-azure-synapse-analytics.md',
  standing: { status: 'current' },
  preview: true,
  vendor: true,
  addable: true,
  signIn: 'fields',
  fields: storageOfWorkspace,
  usage: {
    databaseName: {
      kind: 'text',
      label: 'Database name',
      help: 'Lake database that receives the tables; another name makes another database',
      example: 'customer_data',
    },
    ...tables,
  },
  consent: 'sends',
  shareable: true,
  prerequisites: [
    'An active Azure subscription with a Synapse workspace',
    'Reader on the resource group of the workspace, for you and for the service principal of the product',
    'Synapse Administrator on the workspace, for the service principal of the product',
    'Storage Blob Data Contributor on the account, for you and for the identity of the workspace',
    'A hierarchical namespace on the account',
  ],
  notes: [
    csvOnly,
    'Tables that come from a Common Data Model folder cannot be exported',
    'Tables that come from Power Query need a Data Lake Storage account of your own',
    'Also serves custom models and Synapse data sources',
  ],
});
