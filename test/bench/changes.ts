import { secretValue } from '../../src/kernel/secret-value.ts';
import type { Change } from '../../src/model/change.ts';

/** A list of changes to compare, and what has to be in the store before it. */
export interface Case {
  readonly what: string;
  readonly bar: number;
  readonly before: readonly Change[];
  readonly changes: readonly Change[];
}

const many = 10_000;
const connections = 1_000;

/** Connections without secrets, exports on connections that are there, and connections whose secrets are typed. */
export function cases(terms: string): readonly Case[] {
  const mailchimp = (at: number): Change => ({
    change: 'connection.add',
    type: 'mailchimp',
    displayName: `Newsletter ${at}`,
    settings: { clientId: `cinch-app-${at}` },
    terms,
  });
  return [
    { what: '10,000 connection.add', bar: 6, before: [], changes: times(many, mailchimp) },
    {
      what: '10,000 connection.add of a manifest',
      bar: 6,
      before: [],
      changes: times(many, (at) => ({ ...mailchimp(at), manifest: 'retail' })),
    },
    {
      what: '10,000 export.add on 1,000 connections',
      bar: 6,
      before: times(connections, mailchimp),
      changes: times(many, (at) => ({
        change: 'export.add',
        displayName: `Weekly letter ${at}`,
        connection: `newsletter-${(at % connections) + 1}`,
        settings: { audienceId: '1a2b3c4d5e' },
      })),
    },
    {
      what: '10,000 connection.add with a typed secret',
      bar: 10,
      before: [],
      changes: times(many, (at) => ({
        change: 'connection.add',
        type: 'sftp',
        displayName: `Nightly drop ${at}`,
        settings: { hostname: `sftp-${at}.partner.example`, username: 'svc-cdp' },
        secrets: { password: secretValue(`correct horse battery ${at}`) },
        terms,
      })),
    },
  ];
}

function times(count: number, make: (at: number) => Change): readonly Change[] {
  return Array.from({ length: count }, (_, at) => make(at + 1));
}
