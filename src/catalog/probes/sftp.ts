import { defineProbe } from '../../fields/probe.ts';

export const probe = defineProbe({
  kind: 'sftp',
  needs: ['password', 'privateKey'],
  host: '{hostname}',
  user: '{username}',
  folder: '{exportFolder}',
});
