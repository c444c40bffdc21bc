import { defineConnectionType } from '../../fields/connection-type.ts';
import { csvOnly, measuredOnSmallServer, noFirewall } from '../remarks.ts';
import { sshSignIn } from '../ssh-sign-in.ts';
import { expectedProfiles } from '../usage/expected.ts';
import { separatedFiles } from '../usage/tables.ts';

export const sftp = defineConnectionType({
  id: 'sftp',
  label: 'SFTP',
  purpose: 'export',
  category: 'storage',
  summary: 'Drops segments and tables as CSV files on an SFTP server',
  article: 'export-sftp.md',
  standing: { status: 'current' },
  addable: true,
  signIn: 'fields',
  fields: {
    authenticationMethod: sshSignIn.authenticationMethod,
    hostname: {
      kind: 'text',
      label: 'Host name',
      help: 'Name of the server, with a port where it is not 22',
      format: 'host-with-port',
      target: true,
      example: 'sftp.partner.example',
    },
    username: { kind: 'text', label: 'User name', help: 'Account on the server', example: 'svc-cdp' },
    password: sshSignIn.password,
    privateKey: sshSignIn.privateKey,
    passphrase: {
      kind: 'secret',
      label: 'Passphrase',
      help: 'Passphrase of the private key, where it has one',
      shape: 'password',
      optional: true,
      when: { field: 'authenticationMethod', is: 'sshKey' },
    },
    exportFolder: {
      kind: 'text',
      label: 'Export folder',
      help: 'Folder that receives the files, always kept in lower case',
      format: 'folder',
      normalize: 'lowercase',
      optional: true,
      example: 'export/folder/path',
    },
  },
  usage: {
    ...separatedFiles,
    leftOutFields: {
      kind: 'list',
      label: 'Left-out fields',
      help: 'Fields that stay behind, as Table.Field with commas between them',
      optional: true,
      example: 'Customer.Birthday',
    },
    ...expectedProfiles,
  },
  consent: 'sends',
  keyVault: { fills: ['password'] },
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 100_000_000, source: 'export-sftp.md' },
    { counts: 'minutes', atMost: 90, source: 'export-sftp.md' },
    { counts: 'filesPerTable', atMost: 5, source: 'export-sftp.md' },
  ],
  prerequisites: ['An SFTP server and an account on it'],
  notes: [csvOnly, measuredOnSmallServer, noFirewall],
});
