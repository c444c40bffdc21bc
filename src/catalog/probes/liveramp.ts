import { defineProbe } from '../../fields/probe.ts';

export const probe = defineProbe({
  kind: 'sftp',
  needs: ['password', 'privateKey'],
  host: 'files.liveramp.com',
  user: '{username}',
  folder: '/uploads',
});
