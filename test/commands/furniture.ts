import { secretValue } from '../../src/kernel/secret-value.ts';
import type { Change, ChangeOf } from '../../src/model/change.ts';
import { currentTerms } from '../../src/model/terms.ts';

/** A secret to be looked for in everything that is printed and kept. */
export const canary = 'canary-5ecret-41c9';
export const terms = currentTerms();

type More = Partial<ChangeOf<'connection.add'>>;

export const drop = (displayName: string, more: More = {}): Change => ({
  change: 'connection.add',
  type: 'sftp',
  displayName,
  settings: { hostname: 'sftp.partner.example', username: 'svc-cdp' },
  secrets: { password: secretValue(canary) },
  terms,
  ...more,
});

/** Export connections that hold no secret, so that nothing has to be sealed. */
export const newsletter = (displayName: string, more: More = {}): Change => ({
  change: 'connection.add',
  type: 'mailchimp',
  displayName,
  terms,
  ...more,
});

export const lookup = (displayName: string, more: More = {}): Change => ({
  change: 'connection.add',
  type: 'experian',
  displayName,
  settings: { userId: 'contoso01', partyId: '123456', modelNumber: '7890' },
  terms,
  ...more,
});

export const exportOn = (connection: string, displayName: string): Change => ({
  change: 'export.add',
  connection,
  displayName,
});

export const enrichmentOn = (connection: string, displayName: string): Change => ({
  change: 'enrichment.add',
  connection,
  displayName,
});

/** One of each role besides the administrator who runs the tests. */
export const people: readonly Change[] = [
  { change: 'user.add', name: 'chloe', role: 'contributor' },
  { change: 'user.add', name: 'carl', role: 'contributor' },
  { change: 'user.add', name: 'vic', role: 'viewer' },
  { change: 'user.add', name: 'audrey', role: 'auditor' },
];
