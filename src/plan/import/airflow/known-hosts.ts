import { hostIn } from '../address.ts';
import { first, type SourceKind, type Take } from '../source-kind.ts';

/** A service that is known by its host. */
export interface KnownHost {
  readonly host: RegExp;
  readonly kind: SourceKind;
}

/** A key in a header of that name, which the extra of an http connection holds, or the password. */
function key(header: string, before = ''): Take {
  return (read, look) => {
    for (const written of [header, header.toLowerCase(), header.toUpperCase(), titled(header)]) {
      const name = `extra.${written}`;
      const value = look(name);
      if (value?.toLowerCase().startsWith(before.toLowerCase()) === true)
        return read(name)?.slice(before.length).trim();
    }
    return read('password');
  };
}

// Headers are the same in any case; these are the ways that people write.
const titled = (header: string) => header.toLowerCase().replace(/(?<![a-z])[a-z]/g, (letter) => letter.toUpperCase());

const host: Take = (read) => {
  const text = read('host')?.trim();
  return text === undefined ? undefined : hostOf(text);
};

/** The host name in what stands under `host`, which may be a whole address. */
export function hostOf(text: string): string | undefined {
  return hostIn(text)?.host.toLowerCase();
}

const keyed = (type: string, take: Take): SourceKind => ({
  type,
  settings: {},
  secrets: { apiKey: take },
});
const restKeyed = (type: string, take: Take): SourceKind => ({
  type,
  settings: { restEndpointHostname: host },
  secrets: { apiKey: take },
});
const browser = (type: string): SourceKind => ({
  type,
  settings: {},
  left: {
    login: 'signs-in',
    password: 'signs-in',
    'extra.Authorization': 'signs-in',
    'extra.authorization': 'signs-in',
  },
});

// The hosts are those that the live tests of the types call, and their siblings in other regions.
export const knownHosts: readonly KnownHost[] = [
  { host: /^api\.(?:eu\.)?sendgrid\.com$/, kind: keyed('sendgrid', key('Authorization', 'Bearer ')) },
  { host: /^api\.(?:brevo|sendinblue)\.com$/, kind: keyed('sendinblue', key('api-key')) },
  { host: /^api\.hub(?:api|spot)\.com$/, kind: keyed('hubspot', key('Authorization', 'Bearer ')) },
  { host: /^api\.(?:eu\.)?iterable\.com$/, kind: keyed('iterable', key('Api-Key')) },
  { host: /^a\.klaviyo\.com$/, kind: keyed('klaviyo', key('Authorization', 'Klaviyo-API-Key ')) },
  { host: /^api\.omnisend\.com$/, kind: keyed('omnisend', key('X-API-KEY')) },
  { host: /^api\.optimizely\.com$/, kind: keyed('optimizely', key('Authorization', 'Bearer ')) },
  { host: /^atlas\.microsoft\.com$/, kind: keyed('azure-maps', key('subscription-key')) },
  { host: /^geocode\.search\.hereapi\.com$/, kind: keyed('here-technologies', key('apiKey')) },
  { host: /^[a-z0-9-]+\.api-us\d+\.com$/, kind: restKeyed('active-campaign', key('Api-Token')) },
  { host: /^rest\.[a-z0-9-]+\.braze\.(?:com|eu)$/, kind: restKeyed('braze', key('Authorization', 'Bearer ')) },
  {
    host: /^[a-z0-9-]+\.mktorest\.com$/,
    kind: {
      type: 'marketo',
      settings: { restEndpointHostname: host, clientId: first('login', 'extra.client_id') },
      secrets: { clientSecret: first('password', 'extra.client_secret') },
    },
  },
  {
    host: /^r\d-api\.dotdigital\.com$|^api\.dotmailer\.com$/,
    kind: { type: 'dotdigital', settings: { username: first('login') }, secrets: { password: first('password') } },
  },
  {
    host: /^api-\d+\.moengage\.com$/,
    kind: { type: 'moengage', settings: { dataApiId: first('login') }, secrets: { apiKey: first('password') } },
  },
  { host: /^(?:[a-z]+\d+\.api|login)\.mailchimp\.com$/, kind: browser('mailchimp') },
  { host: /^api\.createsend\.com$/, kind: browser('campaign-monitor') },
  { host: /^api\.cc\.email$/, kind: browser('constant-contact') },
  { host: /^api\.criteo\.com$/, kind: browser('criteo') },
  { host: /^graph\.facebook\.com$/, kind: browser('facebook-ads-manager') },
  { host: /^googleads\.googleapis\.com$/, kind: browser('google-ads') },
  { host: /^api\.linkedin\.com$/, kind: browser('linkedin-ads') },
  { host: /^adsapi\.snapchat\.com$/, kind: browser('snapchat') },
];
