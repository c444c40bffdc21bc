import { defineConnectionType } from '../../fields/connection-type.ts';
import { contractMayAllowLess, measuredOnSmallServer, noFirewall } from '../remarks.ts';
import { sshSignIn } from '../ssh-sign-in.ts';
import { segmentsByIdentifier } from '../usage/segments.ts';

export const liveramp = defineConnectionType({
  id: 'liveramp',
  label: 'LiveRamp',
  purpose: 'export',
  category: 'advertising',
  summary: 'Sends segments to LiveRamp for use on advertising platforms',
  article: 'export-liveramp.md',
  standing: { status: 'current' },
  preview: true,
  addable: true,
  signIn: 'fields',
  fields: {
    authenticationMethod: sshSignIn.authenticationMethod,
    username: {
      kind: 'text',
      label: 'User name',
      help: 'Account on the LiveRamp SFTP server, which may differ from the one for its web pages',
      example: 'contoso-upload',
    },
    password: sshSignIn.password,
    privateKey: sshSignIn.privateKey,
  },
  usage: segmentsByIdentifier,
  consent: 'sends',
  keyVault: { fills: ['password'] },
  shareable: true,
  limits: [
    { counts: 'profiles', atMost: 100_000_000, source: 'export-liveramp.md' },
    { counts: 'minutes', atMost: 90, source: 'export-liveramp.md' },
  ],
  prerequisites: ['A LiveRamp subscription with an SFTP account'],
  notes: ['More fields give better matches', measuredOnSmallServer, noFirewall, contractMayAllowLess],
});
