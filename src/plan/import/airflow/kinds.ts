import { type ImportFinding, importFinding } from '../../../kernel/import-finding.ts';
import type { SourceEntry } from '../source-entry.ts';
import { type SourceKind, webAddress } from '../source-kind.ts';
import { adls } from './adls.ts';
import { azureDataLake } from './azure-data-lake.ts';
import { azureSynapse } from './azure-synapse.ts';
import { facebookSocial } from './facebook-social.ts';
import { hostOf, knownHosts } from './known-hosts.ts';
import { sendgrid } from './sendgrid.ts';
import { sftp } from './sftp.ts';
import { wasb } from './wasb.ts';

const kinds: { readonly [connType: string]: SourceKind } = {
  sftp,
  ssh: sftp,
  wasb,
  adls,
  azure_data_lake: azureDataLake,
  azure_synapse: azureSynapse,
  azure_synapse_pipeline: azureSynapse,
  facebook_social: facebookSocial,
  sendgrid,
};

const usual = ['port', 'schema'];
const saysNothing = (key: string, values: SourceEntry['values']) =>
  ['80', '443', 'http', 'https'].includes(values.get(key)?.trim().toLowerCase() ?? '');

/** What an Airflow connection becomes, or why it becomes nothing. */
export function airflowKind({ kind, values }: SourceEntry): SourceKind | ImportFinding {
  if (kind === '') return importFinding('no-kind', { key: 'conn_type' });
  if (kind !== 'http' && kind !== 'https')
    return Object.hasOwn(kinds, kind)
      ? (kinds[kind] as SourceKind)
      : importFinding('no-type', { kind, from: 'Airflow' });
  const host = hostOf(values.get('host') ?? '');
  if (host === undefined) return importFinding('no-host', {});
  const known = knownHosts.find((it) => it.host.test(host));
  // That it is that service is all that its host says, and a usual port and scheme.
  return known === undefined
    ? importFinding('unknown-host', { host })
    : {
        ...known.kind,
        addresses: { host: webAddress },
        said: ['host', ...usual.filter((key) => saysNothing(key, values))],
      };
}
