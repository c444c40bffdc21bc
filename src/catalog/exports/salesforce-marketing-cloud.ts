import { defineConnectionType } from '../../fields/connection-type.ts';
import { separatedFiles } from '../usage/tables.ts';

export const salesforceMarketingCloud = defineConnectionType({
  id: 'salesforce-marketing-cloud',
  label: 'Salesforce Marketing Cloud',
  purpose: 'export',
  category: 'marketing-automation',
  summary: 'Drops segments and tables as files for Salesforce Marketing Cloud',
  article: 'export-salesforce.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'fields',
  fields: {
    hostname: {
      kind: 'text',
      label: 'Host name',
      help: 'SFTP server that Salesforce provides',
      format: 'host-with-port',
      target: true,
      example: 'contoso.ftp.marketingcloudops.com',
    },
    username: { kind: 'text', label: 'User name', help: 'Account on that server', example: '7654321' },
    password: { kind: 'secret', label: 'Password', help: 'Password of the account', shape: 'password' },
    exportFolder: {
      kind: 'text',
      label: 'Export folder',
      help: 'Folder on the server that receives the files',
      format: 'folder',
      example: 'Import',
    },
  },
  usage: separatedFiles,
  consent: 'sends',
  keyVault: { fills: ['password'] },
  shareable: true,
  limits: [{ counts: 'filesPerTable', atMost: 5, source: 'export-salesforce.md' }],
  prerequisites: ['An SFTP account for Salesforce Marketing Cloud, with administrator rights'],
  notes: ['In Salesforce, a file drop or a scheduled automation imports the files'],
});
