import { defineConnectionType } from '../../fields/connection-type.ts';
import { ownEntraApp } from '../../fields/own-app.ts';
import { entraSignIn } from '../entra-sign-in.ts';

export const azureMachineLearning = defineConnectionType({
  id: 'azure-machine-learning',
  label: 'Azure Machine Learning',
  purpose: 'miscellaneous',
  category: 'analytics',
  summary: 'Runs models of your own in Azure Machine Learning',
  article: 'custom-models.md',
  standing: { status: 'current' },
  vendor: true,
  addable: true,
  signIn: 'browser',
  signsInAt: entraSignIn('https://management.azure.com/user_impersonation'),
  displayName: 'identifier-name',
  fields: {
    tenant: {
      kind: 'text',
      label: 'Tenant',
      help: 'Organisation that holds the workspace, by ID or domain',
      format: 'tenant',
      target: true,
      example: 'contoso.onmicrosoft.com',
    },
    workspace: {
      kind: 'text',
      label: 'Workspace',
      help: 'Azure Machine Learning workspace with the pipelines',
      format: 'machine-learning-workspace',
      example: 'contoso-ml',
    },
    ...ownEntraApp,
  },
  usage: {},
  consent: 'sends',
  shareable: false,
  prerequisites: [
    'A workspace with a pipeline',
    'Owner or User Access Administrator on the workspace',
    'A Data Lake Storage Gen2 account that the workspace uses',
  ],
  notes: [
    'Custom models use it with a pipeline, an output path and an output datastore of their own',
    'The product wants its display name to begin with a letter and to hold only letters, digits and underscores',
  ],
});
