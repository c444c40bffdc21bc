import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { documentKinds, documentSchema } from '../../src/model/documents/documents.ts';
import { createKeptCli } from '../support/kept-cli.ts';
import { createVaultCli, type VaultCli } from '../support/vault-cli.ts';
import { knowServer, openWorkloadServers, type WorkloadServers } from '../support/workload-servers.ts';

let cli: VaultCli;
let servers: WorkloadServers;

function validatorOf(kind: string) {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  (addFormats as unknown as (ajv: object) => void)(ajv);
  return ajv.compile(documentSchema(kind) as object);
}

/** Every document that the program prints, by the command that prints it. */
const reads: readonly (readonly [kind: string, ...argv: string[]])[] = [
  ['ConnectionList', 'connection', 'list'],
  ['ConnectionList', 'connection', 'list', '--as', 'chloe'],
  ['Connection', 'connection', 'show', 'drop'],
  ['Connection', 'connection', 'show', 'drop', '--as', 'chloe'],
  ['Dependents', 'connection', 'dependents', 'drop'],
  ['AuditList', 'connection', 'history', 'drop'],
  ['TypeList', 'type', 'list'],
  ['TypeList', 'discover'],
  ['ConnectionType', 'type', 'show', 'sftp'],
  ['ConnectionType', 'type', 'show', 'google-ads'],
  ['ConnectionType', 'type', 'show', 'inmobi'],
  ['ExportList', 'export', 'list'],
  ['Export', 'export', 'show', 'nightly'],
  ['RunList', 'export', 'run', '--due', '--dry-run'],
  ['EnrichmentList', 'enrichment', 'list'],
  ['Enrichment', 'enrichment', 'show', 'lookup'],
  ['UserList', 'user', 'list'],
  ['WhoAmI', 'whoami'],
  ['SignedIn', 'login', '-e', 'prod'],
  ['SignedOut', 'logout', '-e', 'prod'],
  ['Can', 'can', 'connection.add'],
  ['AuditList', 'audit', 'list'],
  ['AuditVerified', 'audit', 'verify'],
  ['Environment', 'environment', 'show'],
  ['EnvironmentList', 'environment', 'list'],
  ['KeyVault', 'keyvault', 'show'],
  ['KeyVaultSecretList', 'keyvault', 'secrets'],
  ['KeyVaultUseList', 'keyvault', 'used-by'],
  ['KeyVaultCheck', 'keyvault', 'check'],
  ['ConfigList', 'config', 'list'],
  ['ConfigList', 'config', 'explain'],
  ['TestList', 'connection', 'test', 'company'],
  ['Doctor', 'doctor'],
  ['Version', 'version'],
  ['ChangeResult', 'connection', 'add', 'mailchimp', 'Once more', '--accept-terms', '2026-11'],
  ['ChangeResult', 'connection', 'edit', 'drop', '--username', 'other', '--dry-run'],
  ['Plan', 'plan', '-f', 'manifest.yaml'],
  ['ChangeResult', 'apply', '-f', 'manifest.yaml', '--dry-run'],
  ['ImportSummary', 'import', '--from', 'rclone', 'rclone.conf'],
  ['ImportSummary', 'import', '--from', 'rclone', 'rclone.conf', '--to', 'imported'],
  [
    'ImportSummary',
    'import',
    '--from',
    'rclone',
    'rclone.conf',
    '--apply',
    '--with-secrets',
    '--accept-terms',
    '2026-11',
    '--dry-run',
  ],
  ['ChangeResult', 'completion', 'fish', '--install', '--dry-run'],
  ['ChangeResult', 'connection', 'lock', 'drop', '--reason', 'season', '--dry-run'],
  ['SyncPlan', 'sync', '--from', 'local', '--to', 'laptop', '--dry-run'],
  ['SyncResult', 'sync', '--from', 'local', '--to', 'laptop'],
];

beforeAll(async () => {
  cli = await createVaultCli(createKeptCli());
  cli.server.secrets.set('retail-sftp', { value: 'x', exp: 4_000_000_000 });
  cli.server.secrets.set('other', { value: 'x', enabled: false });
  const terms = ['--accept-terms', '2026-11'];
  await cli.ok(
    [
      'connection',
      'add',
      'sftp',
      'Drop',
      '--hostname',
      'h.example',
      '--username',
      'u',
      '--secret',
      'password=stdin',
      ...terms,
    ],
    { input: 'pw' },
  );
  await cli.ok(['connection', 'add', 'leadspace', 'Company', '--secret', 'token=stdin', ...terms], { input: 'tk' });
  await cli.ok(['keyvault', 'link', 'https://contoso.vault.azure.net', '--credential', 'environment', ...terms]);
  const other = ['Other', '--hostname', 'h.example', '--username', 'u', '--secret', 'password=keyvault:retail-sftp'];
  await cli.ok(['connection', 'add', 'sftp', ...other, ...terms]);
  await cli.ok(['export', 'add', 'Second', '--connection', 'other']);
  await cli.ok(['export', 'add', 'Nightly', '--connection', 'drop', '--schedule', 'every 6 hours']);
  await cli.ok(['enrichment', 'add', 'Lookup', '--connection', 'company']);
  await cli.ok(['user', 'add', 'chloe', '--role', 'contributor']);
  await cli.ok(['connection', 'share', 'drop']);
});
beforeAll(async () => {
  servers = await openWorkloadServers();
  await cli.ok(['config', 'set', 'environment', 'local']);
  knowServer(cli.home, 'prod', servers);
});
afterAll(async () => {
  await cli.remove();
  await servers.close();
});
beforeAll(() => {
  const manifest = { id: 'retail', connections: { news: { type: 'mailchimp', terms: '2026-11' } } };
  writeFileSync(join(cli.home, 'manifest.yaml'), JSON.stringify(manifest));
  const remote =
    '[there]\ntype = sftp\nhost = h.example\nuser = u\nshell_type = unix\npass = J5VOwIG46ZCcGk2MeqPbi845_ZA3\n';
  writeFileSync(join(cli.home, 'rclone.conf'), remote);
});

describe('what scripts parse', () => {
  test.each(reads.map(([kind, ...argv]) => [kind, argv.join(' '), argv] as const))(
    '%s: `cinch %s` follows the schema that ships with the tool',
    async (kind, _, argv) => {
      const { json, stderr } = await cli.ok([...argv, '-o', 'json'], { env: servers.environment });
      const validate = validatorOf(kind);
      const document = json();

      expect({
        errors: validate(document) ? [] : validate.errors,
        kind: document.kind,
        apiVersion: document.apiVersion,
      }).toEqual({ errors: [], kind, apiVersion: 'cinch/v1' });
      expect(stderr).toBe('');
    },
  );

  test('every failure is one problem document on stderr, with nothing on stdout', async () => {
    const validate = validatorOf('Problem');
    const failing = [
      ['connection', 'show', 'nothing'],
      ['connection', 'add', 'sftp'],
      ['connection', 'add'],
      ['connection', 'add', 'sftpp', 'X'],
      ['connection', 'remove', 'drop'],
      ['connection', 'list', '--as', 'nobody'],
      ['connection', 'list', '--nope'],
      ['nonsense'],
      ['connection', 'list', '--sort', 'nope'],
      ['connection', 'add', 'sftp', 'Drop', '--hostname', 'https://x', '--accept-terms', '2026-11'],
    ];
    for (const argv of failing) {
      const { exit, stdout, stderr } = await cli([...argv, '-o', 'json']);
      const document = JSON.parse(stderr);

      expect({ argv, errors: validate(document) ? [] : validate.errors, stdout, exit }).toEqual({
        argv,
        errors: [],
        stdout: '',
        exit: document.exit,
      });
      expect(exit).toBeGreaterThan(1);
    }
  });

  test('every kind that is printed has a schema, and every schema can be printed', async () => {
    const printed = new Set(reads.map(([kind]) => kind));
    // Of tokens there are documents only where an environment is served; their own test holds them against their schemas.
    const besides = ['Problem', 'TypeDeclaration', 'Manifest', 'Text', 'Demo', 'ServerMade', 'Token', 'TokenList'];
    const unprinted = documentKinds.filter((kind) => !printed.has(kind) && !besides.includes(kind));

    expect(unprinted).toEqual([]);
    for (const kind of documentKinds.filter((it) => it !== 'Manifest'))
      expect((await cli.ok(['schema', kind])).json()).toEqual(documentSchema(kind));
  });
});
