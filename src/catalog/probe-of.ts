import type { NoProbe, Probe } from '../fields/probe.ts';

type Load = () => Promise<{ readonly probe: Probe }>;

const storage: Load = () => import('./probes/storage.ts');
const nextroll: Load = () => import('./probes/nextroll.ts');
const dynamics: Load = () => import('./probes/dynamics-365.ts');

// Each probe is a file of its own, loaded when it is used: no list and no completion pays for one.
const probes: { readonly [type: string]: Load } = {
  'active-campaign': () => import('./probes/active-campaign.ts'),
  'adobe-campaign-standard': storage,
  adroll: nextroll,
  'azure-blob-storage': storage,
  'azure-data-lake-storage-gen2': storage,
  'azure-synapse-analytics': storage,
  braze: () => import('./probes/braze.ts'),
  'campaign-monitor': () => import('./probes/campaign-monitor.ts'),
  'constant-contact': () => import('./probes/constant-contact.ts'),
  criteo: () => import('./probes/criteo.ts'),
  dotdigital: () => import('./probes/dotdigital.ts'),
  'dynamics-365-marketing': dynamics,
  'dynamics-365-sales': dynamics,
  'facebook-ads-manager': () => import('./probes/facebook-ads-manager.ts'),
  'google-ads': () => import('./probes/google-ads.ts'),
  hubspot: () => import('./probes/hubspot.ts'),
  iterable: () => import('./probes/iterable.ts'),
  klaviyo: () => import('./probes/klaviyo.ts'),
  'linkedin-ads': () => import('./probes/linkedin-ads.ts'),
  liveramp: () => import('./probes/liveramp.ts'),
  mailchimp: () => import('./probes/mailchimp.ts'),
  marketo: () => import('./probes/marketo.ts'),
  'microsoft-advertising': () => import('./probes/microsoft-advertising.ts'),
  omnisend: () => import('./probes/omnisend.ts'),
  rollworks: nextroll,
  'salesforce-marketing-cloud': () => import('./probes/salesforce-marketing-cloud.ts'),
  sendgrid: () => import('./probes/sendgrid.ts'),
  sendinblue: () => import('./probes/sendinblue.ts'),
  sftp: () => import('./probes/sftp.ts'),
  snapchat: () => import('./probes/snapchat.ts'),
  'azure-maps': () => import('./probes/azure-maps.ts'),
  'here-technologies': () => import('./probes/here-technologies.ts'),
  'sftp-custom-import': () => import('./probes/sftp-custom-import.ts'),
};

const undocumented = 'the service documents no call that only reads and costs nothing';

/** Why there is none, for the rest of what can be added. */
const without: { readonly [type: string]: string } = {
  autopilot: 'its keys belong to one of two services, which the connection does not tell',
  moengage: 'its keys belong to one of several data centres, which the connection does not tell',
  optimizely: undocumented,
  'dun-and-bradstreet': undocumented,
  experian: 'the connection holds neither a host nor a secret',
  leadspace: undocumented,
  'liveramp-abilitec': undocumented,
  'azure-machine-learning': undocumented,
};

/** How connections of a type are tested live. A type of one's own has no check. */
export async function probeOf(type: string): Promise<Probe> {
  if (Object.hasOwn(probes, type)) return (await (probes[type] as Load)()).probe;
  const why = Object.hasOwn(without, type) ? without[type] : 'its declaration has none';
  return { kind: 'none', why } as NoProbe;
}
