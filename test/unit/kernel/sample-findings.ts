import type { IssueCode } from '../../../src/kernel/issue.ts';
import { type Warning, warning } from '../../../src/kernel/warning.ts';

/** Every warning as it is met. */
export const sampleWarnings: readonly Warning[] = [
  warning('retired', { label: 'Autopilot', on: '2024-05-31', successor: 'Ortto' }),
  warning('retired', { label: 'Autopilot', on: null, successor: null }),
  warning('awaiting-sign-in', { name: 'newsletter' }),
  warning('limit', {
    label: 'Mailchimp',
    counts: 'profiles',
    stated: 1_200_000,
    limit: 1_000_000,
    over: true,
    source: 'export-mailchimp.md',
  }),
  warning('limit', {
    label: 'AdRoll',
    counts: 'members of a segment',
    stated: 50,
    limit: 100,
    over: false,
    source: 'export-adroll.md',
  }),
  warning('older-terms', { given: '2025-01', current: '2026-11' }),
  warning('normalised', { label: 'Export folder', value: 'nightly/drop' }),
  warning('enrichments-released', { names: ['store-lookup', 'company-profiles'] }),
  warning('already-shared-with-all', { name: 'newsletter', user: 'chloe' }),
  warning('shares-dropped', { user: 'chloe', connections: ['newsletter'] }),
  warning('no-tenant', { type: 'Azure Blob Storage' }),
  warning('secrets-kept', { fields: ['password'] }),
  warning('secrets-kept', { fields: ['privateKey', 'passphrase'] }),
  warning('exports-view-only', { names: ['vip-segment-nightly'] }),
  warning('overruled', { by: 'CINCH_ENVIRONMENT', value: 'prod' }),
];

/** Every finding about input as it is met: its code, and what fills its sentence. */
export const sampleIssues: readonly (readonly [
  IssueCode,
  Parameters<typeof import('../../../src/kernel/issues.ts').issueOf>[2],
])[] = [
  ['missing', { label: 'Host name', help: 'Name of the server' }],
  ['missing', { label: 'Name' }],
  ['unknown', { key: 'hostnme', nearest: 'hostname', known: ['hostname', 'username'] }],
  ['unknown', { key: 'colour', known: ['hostname', 'username'] }],
  ['unknown', { key: 'colour', known: [] }],
  ['format', { label: 'Host name', says: 'a host name alone, without https:// or a path' }],
  ['choice', { label: 'Sign in with', choices: ['usernamePassword', 'sshKey'], nearest: 'sshKey' }],
  ['range', { label: 'Profiles', min: 1, max: 1000 }],
  ['empty', { label: 'User name' }],
  ['too-long', { label: 'Reason', longest: 500 }],
  ['control-character', { label: 'Display name' }],
  ['not-applicable', { label: 'Private key', when: { field: 'authenticationMethod', is: 'sshKey' } }],
  ['not-applicable', { label: 'Private key' }],
  ['secret-as-setting', { key: 'password', label: 'Password' }],
  ['kind', { label: 'Segments', wanted: 'a list of texts' }],
  ['syntax', { says: 'a tab stands where spaces have to' }],
  ['twice', { label: '`newsletter`' }],
  ['twice', { label: '`newsletter`', before: { file: 'a.yaml', line: 3, column: 5 } }],
  ['no-such', { label: 'connection', key: 'newsleter', nearest: 'newsletter' }],
  ['no-such', { label: 'user', key: 'chloe' }],
  ['placeholder', { key: 'hots', nearest: 'host' }],
  ['placeholder', { key: 'host' }],
  ['cycle', { through: ['host', 'region'] }],
  ['refused', { label: 'Azure Maps', says: 'serves enrichments' }],
];
