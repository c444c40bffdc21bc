import { defineConnectionType } from '../../fields/connection-type.ts';
import { enrichmentOf } from '../usage/enrichment.ts';

export const sftpCustomImport = defineConnectionType({
  id: 'sftp-custom-import',
  label: 'SFTP custom import',
  formerly: ['Custom data through SFTP'],
  purpose: 'enrichment',
  category: 'data-enrichment',
  summary: 'Brings in data of your own from an SFTP server',
  article: 'enrichment-SFTP-custom-import.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'fields',
  fields: {
    host: {
      kind: 'text',
      label: 'Host',
      help: 'Address of the server, with its port',
      format: 'sftp-url',
      target: true,
      example: 'sftp://files.partner.example:22',
    },
    username: { kind: 'text', label: 'User name', help: 'Account on the server', example: 'svc-cdp' },
    password: { kind: 'secret', label: 'Password', help: 'Password of the account', shape: 'password' },
  },
  usage: {
    ...enrichmentOf,
    path: {
      kind: 'text',
      label: 'Path',
      help: 'Folder on the server that holds the file',
      format: 'folder',
      optional: true,
      example: 'import/scores',
    },
    fileName: { kind: 'text', label: 'File name', help: 'File that holds the data', example: 'scores.csv' },
  },
  consent: 'imports',
  shareable: false,
  limits: [{ counts: 'enrichments', atMost: 10, source: 'enrichment-SFTP-custom-import.md' }],
  prerequisites: ['An SFTP server and an account on it', 'A data file with a model.json beside it'],
  notes: [
    'The model.json describes the data in the form of the Common Data Model',
    'Signs in with a password only, never with an SSH key',
  ],
});
