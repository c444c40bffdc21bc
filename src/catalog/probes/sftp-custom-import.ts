import { defineProbe } from '../../fields/probe.ts';

/** The file and its folder are told by each enrichment, so the sign-in is all there is to test. */
export const probe = defineProbe({ kind: 'sftp', needs: ['password'], host: '{host}', user: '{username}' });
