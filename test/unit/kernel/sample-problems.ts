import type { ProblemCode, ProblemMembers } from '../../../src/kernel/problem.ts';
import type { problems } from '../../../src/kernel/problems.ts';

type Sample<C extends ProblemCode> = Parameters<(typeof problems)[C]['detail']>[0] & {
  readonly members?: ProblemMembers;
};

/** Every problem as it is met, with parameters as the program gives them. A problem without a sample does not compile. */
export const sampleProblems: { readonly [C in ProblemCode]: readonly Sample<C>[] } = {
  'usage.unknown_command': [
    { typed: 'connection lsit', nearest: 'connection list', parent: 'connection' },
    { typed: 'frobnicate', parent: '' },
  ],
  'usage.unknown_flag': [
    { typed: '--hostnme', nearest: '--hostname', command: 'connection add' },
    { typed: '--frobnicate', command: 'connection list' },
  ],
  'usage.flag_value': [
    { flag: '--role', rule: 'administrator, contributor, viewer, auditor, runner', nearest: 'viewer' },
    { flag: '--limit', rule: 'a whole number from 0', example: '10' },
    { flag: '--next', rule: 'the `next` of the page before, as it was given', fix: ['--limit 0'] },
    {
      flag: '--secret password',
      rule: 'a source: env:VAR, file:PATH, stdin, prompt or keyvault:NAME',
      nearest: 'env',
      example: '--secret password=env:VAR',
    },
    { flag: 'CINCH_OUTPUT', rule: 'table, wide, json', nearest: 'json' },
    { flag: 'accessible', rule: 'true or false', example: 'true' },
  ],
  'usage.arguments': [
    {
      command: 'connection show',
      says: '`connection show` takes CONNECTION, and more was given; put a name with spaces in quotes',
    },
  ],
  'usage.secret_as_value': [{ flag: '--password', field: 'password' }],
  'usage.unknown_column': [
    { flag: '--columns', typed: 'nmae', nearest: 'name', known: ['name', 'type', 'status'] },
    { flag: '--sort', typed: 'colour', known: ['name', 'type', 'status'] },
  ],
  'usage.query': [{ says: 'cannot be used: it ends too early' }],
  'usage.unknown_word': [
    { kind: 'topic', typed: 'removing', nearest: 'removal', known: ['removal', 'sharing'], command: 'help' },
    { kind: 'topic', typed: 'weather', known: ['removal', 'sharing'], command: 'help' },
    { kind: 'preference', typed: 'colour', known: ['environment', 'output'], command: 'config explain' },
    { kind: 'action', typed: 'connection.edti', nearest: 'connection.edit', known: [], command: 'can' },
    { kind: 'kind of document', typed: 'Frob', known: 'abcdefghij'.split(''), command: 'schema' },
  ],
  'input.refused': [
    {
      what: 'connection of type sftp',
      count: 1,
      members: {
        issues: [
          {
            path: 'hostname',
            flag: '--hostname HOST',
            code: 'format',
            message: 'Host name has to be a host name, with a port where it is not the usual one',
            example: 'sftp.partner.example',
          },
        ],
      },
    },
    { what: 'the declaration', count: 2, fix: ['cinch schema TypeDeclaration'] },
  ],
  'input.missing': [
    {
      count: 2,
      why: 'asking is off',
      fix: ['cinch connection add sftp --help'],
      members: {
        missing: [
          { input: 'username', flag: '--username TEXT', help: 'Account on the server' },
          { input: 'password', flag: '--secret password=SOURCE', help: 'Password of the account' },
        ],
      },
    },
    {
      count: 1,
      why: '',
      fix: ['cinch environment backup --help'],
      members: { missing: [{ input: 'to', flag: '--to FILE', help: 'the file to write' }] },
    },
  ],
  'input.confirmation': [
    {
      flag: '--yes',
      says: 'this removes retail-nightly-drop',
      command: 'cinch connection remove retail-nightly-drop --yes',
    },
    {
      flag: '--confirm prod',
      says: 'this changes the environment prod, in a production environment',
      command: 'cinch environment edit prod --tenant contoso.onmicrosoft.com --confirm prod',
    },
  ],
  'input.wrong_confirmation': [{ given: 'retail-drop', name: 'retail-nightly-drop' }],
  'input.declined': [
    { says: 'this removes retail-nightly-drop', command: 'cinch connection remove retail-nightly-drop' },
    { what: 'the agreement to the terms of 2026-11' },
  ],
  'input.ended': [{ question: 'Display name' }],
  'input.nothing_there': [{ kind: 'connection' }, { kind: 'environment' }],
  'input.nothing_fits': [{ kind: 'enrichment', action: 'activate' }],
  'input.file': [
    { path: 'loyalty.yaml', says: 'is no YAML at line 3, column 5: the indentation does not fit' },
    { path: 'prod.cinch-backup', says: 'exists already', fix: ['--to OTHER'] },
  ],
  'input.too_large': [{}],
  'editor.failed': [
    { command: 'code --wait', says: 'ended with 1' },
    { command: 'vi', says: 'is not there' },
  ],
  'editor.no_terminal': [
    {
      why: 'standard input is no terminal',
      says: '`retail-nightly-drop` of type sftp takes `--hostname`, `--username`',
      command: 'connection edit',
    },
  ],
  'consent.needed': [
    { version: '2026-11', imports: false, vault: 'contoso' },
    { version: '2026-11', imports: false },
    { version: '2026-11', imports: true },
  ],
  'consent.unknown_version': [{ given: '2020-01', version: '2026-11' }],
  forbidden: [
    { role: 'viewer', action: 'connection list', needs: 'an administrator, a contributor or an auditor' },
    { role: 'contributor', action: '--as', needs: 'an administrator' },
  ],
  'forbidden.subject': [{ action: 'edit', name: 'winback-weekly', why: 'its connection is not shared with you' }],
  'identity.refused': [{}],
  'identity.unassigned': [
    { person: 'Ana Pop', environment: 'prod', administrators: [] },
    { person: 'Ana Pop', environment: 'prod', administrators: ['admin@contoso.example', 'bob@contoso.example'] },
  ],
  'identity.groups_unknown': [{ person: 'Ana Pop', environment: 'prod' }],
  'identity.invitation_taken': [{ person: 'Ana Pop', address: 'ana@contoso.example', environment: 'prod' }],
  'identity.unknown': [{ account: 'mallory', environment: 'prod' }],
  'identity.unnamed': [{ account: 'uid 1000' }],
  'identity.no_issuer': [{}],
  'environment.not_served': [{ what: 'tokens' }],
  'token.above': [{ role: 'administrator', own: 'contributor' }],
  'token.for_another': [{}],
  'token.member': [{ name: 'retail-team/9b1c' }],
  'token.too_many': [{ user: 'ana@contoso.example', most: 50 }],
  'user.last_administrator': [{ name: 'ana@contoso.example' }],
  not_found: [
    {
      kind: 'connection',
      ref: 'retail-nihgtly-drop',
      nearest: 'retail-nightly-drop',
      list: 'cinch connection list',
    },
    { kind: 'user', ref: 'chloe', list: 'cinch user list' },
    { kind: 'connection type', ref: 'stfp', nearest: 'sftp', list: 'cinch type list' },
    { kind: 'enrichment', ref: 'lookup', list: 'cinch enrichment list' },
  ],
  ambiguous: [
    {
      kind: 'connection',
      ref: 'newsletter',
      list: 'cinch connection list',
      members: {
        candidates: [
          { id: '1', name: 'newsletter', displayName: 'Newsletter of 2025', type: 'mailchimp' },
          { id: '2', name: 'newsletter-2', displayName: 'newsletter', type: 'sendgrid' },
        ],
      },
    },
  ],
  exists: [
    { kind: 'connection', what: 'name', value: 'retail-nightly-drop' },
    { kind: 'export', what: 'display name', value: 'VIP segment nightly' },
    { kind: 'user', what: 'name', value: 'chloe' },
    { kind: 'type', what: 'name', value: 'loyalty' },
    { kind: 'user', what: 'id', value: '9b1c' },
    { kind: 'token', what: 'name', value: 'nightly' },
    { kind: 'connection of type mailchimp', what: 'name', value: 'newsletter' },
  ],
  'revision.moved': [
    { kind: 'connection', name: 'retail-nightly-drop', expected: 4, actual: 5 },
    { kind: 'environment', name: 'Contoso', expected: 17, actual: 18 },
    { kind: 'user', name: 'chloe', expected: 1, actual: 2 },
    { kind: 'type', name: 'loyalty', expected: 1, actual: 2 },
    { kind: 'enrichment', name: 'store-lookup', expected: 1, actual: 2 },
  ],
  'idempotency.reused': [{ key: 'release-42' }],
  'connection.in_use': [
    {
      name: 'retail-nightly-drop',
      exports: 1,
      enrichments: 2,
      members: {
        dependents: [
          { kind: 'export', name: 'vip-segment-nightly', status: 'active' },
          { kind: 'enrichment', name: 'store-lookup', status: 'active' },
          { kind: 'enrichment', name: 'company-profiles', status: 'active' },
        ],
      },
    },
  ],
  'connection.none_fits': [{ type: 'sftp' }],
  'connection.locked': [
    { name: 'retail-nightly-drop', by: 'ana', at: '2026-11-21T22:30:00Z', reason: 'audit until 1 June' },
  ],
  'connection.other_type': [
    { name: 'newsletter', type: 'mailchimp', wanted: 'sftp', kind: 'export', dependent: 'vip-segment-nightly' },
  ],
  'connection.not_shareable': [
    { name: 'company-data', purpose: 'enrichment' },
    { name: 'own-models', purpose: 'miscellaneous' },
  ],
  'connection.shared_with_all': [{ name: 'newsletter', user: 'chloe' }],
  'connection.not_contributor': [{ user: 'vic', role: 'viewer' }],
  'connection.other_tenant': [{ tenant: 'fabrikam.onmicrosoft.com', own: 'contoso.onmicrosoft.com' }],
  'connection.secrets_again': [
    { name: 'retail-nightly-drop', fields: ['Host name'], secrets: ['password'] },
    {
      name: 'retail-nightly-drop',
      fields: ['Host name', 'User name'],
      secrets: ['privateKey', 'passphrase'],
    },
    { name: 'loyalty-cards', fields: ['the declaration of its type'], secrets: ['token'], keepOnly: true },
  ],
  'connection.from_vault': [{ name: 'retail-nightly-drop', field: 'password' }],
  'export.no_connection': [
    { kind: 'enrichment', name: 'store-lookup' },
    { kind: 'export', name: 'vip-segment-nightly' },
  ],
  'type.not_addable': [
    { type: 'inmobi', label: 'InMobi', uses: 'azure-blob-storage' },
    { type: 'power-bi', label: 'Power BI', uses: null },
  ],
  'type.in_use': [{ type: 'loyalty', connections: 2, exports: 1 }],
  'type.built_in': [{ type: 'sftp' }],
  'secret.source': [
    { field: 'password', source: 'env:SFTP_PASSWORD', says: 'the variable is not set' },
    { field: 'new passphrase', source: 'file:next.txt', says: 'the file is not there' },
  ],
  'secret.empty': [{ field: 'password', source: 'stdin' }],
  'secret.no_storage': [{ why: 'no keychain runs here' }],
  'secret.locked': [
    {
      storage: 'a passphrase',
      says: 'it does not open with the one that was given',
      fix: ['export CINCH_PASSPHRASE=PASSPHRASE', 'cinch help secrets'],
    },
  ],
  'secret.differ': [{}],
  'secret.damaged': [{ name: 'retail-nightly-drop', field: 'password' }],
  'child.not_found': [{ command: 'rclone' }],
  'child.not_runnable': [{ command: './send.sh', says: 'may not be run by this account, or is a folder' }],
  'child.value': [{ variable: 'CONN_PRIVATE_KEY', says: 'it holds a NUL character' }],
  'child.file': [{ folder: '/tmp', code: 'ENOSPC' }],
  'run.not_due': [{ kind: 'export', name: 'nightly-customers', schedule: 'daily 02:00 Europe/Amsterdam' }],
  'run.no_command': [{ kind: 'export', name: 'nightly-customers' }],
  'run.not_approved': [{ kind: 'export', name: 'nightly-customers', command: 'rclone copy out drop:' }],
  'run.inactive': [
    { kind: 'export', name: 'nightly-customers', connection: null, type: 'sftp' },
    { kind: 'enrichment', name: 'firms', connection: 'leads', type: 'leadspace' },
  ],
  'run.awaiting_sign_in': [{ kind: 'export', name: 'newsletter', connection: 'letters' }],
  'keyvault.not_linked': [{}],
  'keyvault.address': [{ suffixes: ['vault.azure.net', 'vault.azure.cn'] }],
  'keyvault.kind': [{ kinds: ['azure-cli', 'environment'] }],
  'keyvault.in_use': [
    { vault: 'contoso', connections: 1, unlinking: true },
    { vault: 'contoso', connections: 3, unlinking: false },
  ],
  'keyvault.unsupported': [
    { type: 'sftp', label: 'SFTP', field: 'privateKey', fills: ['password'] },
    { type: 'leadspace', label: 'Leadspace', field: 'token', fills: [] },
  ],
  'keyvault.secret_name': [{ field: 'password' }],
  'keyvault.secret_missing': [{ vault: 'contoso', secret: 'retail-sftp' }],
  'keyvault.secret_off': [{ vault: 'contoso', secret: 'retail-sftp' }],
  'keyvault.secret_expired': [{ vault: 'contoso', secret: 'retail-sftp', at: '2026-11-01T00:00:00Z' }],
  'keyvault.secret_early': [{ vault: 'contoso', secret: 'retail-sftp', at: '2027-11-01T00:00:00Z' }],
  'keyvault.secret_unfit': [{ vault: 'contoso', secret: 'retail-sftp', says: 'is empty, or holds what no secret can' }],
  'keyvault.forbidden': [
    { vault: 'contoso', does: 'list', by: 'roles' },
    { vault: 'contoso', does: 'read', by: 'policy' },
  ],
  'keyvault.walled': [
    { vault: 'contoso', by: 'firewall' },
    { vault: 'contoso', by: 'connection' },
  ],
  'keyvault.refused': [
    { vault: 'contoso', otherTenant: true },
    { vault: 'contoso', otherTenant: false },
  ],
  'keyvault.no_credential': [{ credential: 'environment', missing: ['AZURE_CLIENT_ID', 'AZURE_CLIENT_SECRET'] }],
  'keyvault.sign_in': [{ credential: 'azure-cli', says: 'nobody is signed in to `az`; `az login` signs in' }],
  'keyvault.sign_in_waits': [{ credential: 'browser', url: 'https://contoso.vault.azure.net' }],
  'keyvault.unreachable': [{ host: 'contoso.vault.azure.net', says: 'no host has that name, here at least' }],
  'keyvault.cut': [{ host: 'contoso.vault.azure.net', says: 'the line was cut' }],
  'keyvault.untrusted': [{ host: 'contoso.vault.azure.net' }],
  'keyvault.silent': [{ host: 'contoso.vault.azure.net', seconds: 30 }],
  'keyvault.throttled': [
    { host: 'contoso.vault.azure.net', seconds: 3600 },
    { host: 'contoso.vault.azure.net', seconds: null },
  ],
  'keyvault.failing': [{ host: 'contoso.vault.azure.net', status: 503 }],
  'keyvault.strange': [
    { host: 'contoso.vault.azure.net', status: 200, request: '4f1c2a' },
    { host: 'contoso.vault.azure.net', status: null, request: null },
  ],
  'keyvault.foreign': [{ vault: 'contoso' }],
  'sign_in.not_needed': [{ name: 'retail-nightly-drop', label: 'SFTP' }],
  'sign_in.waits': [
    { name: 'newsletter', why: 'asking is off', address: 'https://login.mailchimp.com/oauth2/authorize' },
  ],
  'sign_in.no_device': [{ name: 'newsletter', label: 'Mailchimp' }],
  'sign_in.port': [
    { port: 8765, code: 'EADDRINUSE' },
    { port: 0, code: 'EMFILE' },
  ],
  'sign_in.deadline': [
    { name: 'newsletter', seconds: 300, stranger: false },
    { name: 'newsletter', seconds: 60, stranger: true },
  ],
  'sign_in.denied': [{ name: 'newsletter' }],
  'sign_in.issuer': [{ name: 'newsletter' }],
  'sign_in.refused': [{ name: 'newsletter', error: 'invalid_scope' }],
  'sign_in.app_refused': [{ name: 'newsletter', error: 'invalid_client' }],
  'sign_in.over': [{ name: 'newsletter' }],
  'sign_in.unreachable': [{ name: 'newsletter', host: 'login.mailchimp.com', code: 'ENOTFOUND' }],
  'sign_in.throttled': [
    { name: 'newsletter', host: 'login.mailchimp.com', after: 30 },
    { name: 'newsletter', host: 'login.mailchimp.com', after: undefined },
  ],
  'sign_in.unavailable': [{ name: 'newsletter', host: 'login.mailchimp.com', status: 503 }],
  'sign_in.answer': [{ name: 'newsletter', host: 'login.mailchimp.com', says: 'is no JSON' }],
  'sign_in.insecure': [{ host: 'login.partner.example' }],
  'sign_in.token_kind': [{ name: 'newsletter', host: 'login.mailchimp.com' }],
  'sign_in.no_token': [{ name: 'newsletter', label: 'Mailchimp' }],
  'sign_in.by_hand': [{ name: 'loyalty', label: 'Loyalty' }],
  'sign_in.vault_rotates': [{ name: 'newsletter' }],
  'sign_in.lacking': [{ name: 'newsletter', lacks: ['clientId', 'refreshToken'] }],
  'environment.none': [{ name: '' }, { name: 'prd', nearest: 'prod' }],
  'environment.unchosen': [{ names: ['test', 'prod'] }],
  'environment.exists': [{ name: 'test' }],
  'environment.not_empty': [{ name: 'test', connections: 3 }],
  'store.damaged': [
    { path: '/home/ana/.local/share/cinch/environments/prod.db', what: 'it is not a store' },
    { path: 'prod.cinch-backup', what: 'it ends in the middle' },
  ],
  'store.newer': [{ path: '/home/ana/.local/share/cinch/environments/prod.db', found: 4, known: 3 }],
  'store.busy': [{ path: '/home/ana/.local/share/cinch/environments/prod.db', seconds: 10 }],
  'store.full': [{ path: '/home/ana/.local/share/cinch/environments/prod.db' }],
  'store.read_only': [{ path: '/home/ana/.local/share/cinch/environments/prod.db' }],
  'store.unreachable': [
    { path: '/home/ana/.local/share/cinch/environments/prod.db', says: 'cannot be opened' },
    {
      path: 'HOME',
      says: 'is not set, so there is no place to keep anything; set `CINCH_HOME`',
      fix: ['export CINCH_HOME=FOLDER'],
    },
  ],
  'store.untrusted': [{ path: '/home/ana/.local/share/cinch/environments', says: 'belongs to another user' }],
  'preferences.broken': [{ path: '/home/ana/.config/cinch/preferences.json', says: 'is not JSON' }],
  'audit.broken': [{ seq: 7, says: 'it is not what was written' }],
  'output.closed': [{ says: 'has no room left: the disk is full (ENOSPC)' }],
  'test.failed': [
    {
      of: 1,
      failed: [
        {
          name: 'retail-nightly-drop',
          result: 'wrong credential',
          says: '`sftp.partner.example` does not accept the sign-in',
        },
      ],
    },
    {
      of: 3,
      failed: [
        { name: 'one', result: 'wrong credential', says: '`one.example` does not accept the sign-in' },
        { name: 'two', result: 'target missing', says: 'the sign-in is accepted, but there is no `drop`' },
      ],
    },
  ],
  'test.elsewhere': [{ name: 'retail-nightly-drop', secrets: ['password'] }],
  bug: [{ name: 'TypeError', place: 'dist/list.js:1:2' }],
  interrupted: [{}],
  terminated: [{}],
  hung_up: [{}],
  'manifest.foreign': [
    { kind: 'connection', name: 'newsletter', owner: 'retail-team', manifest: 'platform' },
    { kind: 'connection', name: 'newsletter', owner: null, manifest: 'platform' },
  ],
  'plan.blocked': [
    {
      count: 1,
      command: 'cinch plan --file connections.yaml',
      members: { blockers: [{ name: 'connection newsletter', detail: 'locked by ana: feeds the partner' }] },
    },
    { count: 2, command: 'cinch plan --file connections.yaml' },
  ],
  'plan.moved': [{ kind: 'connection', name: 'newsletter', command: 'cinch plan --file connections.yaml' }],
  'plan.unusable': [
    { path: 'plan.json', says: 'is no plan' },
    { path: 'plan.json', says: 'was changed after it was made; plan again' },
  ],
  'plan.elsewhere': [{ path: 'plan.json', made: 'prod', here: 'test' }],
  'request.no_such_path': [{ path: '/v1/nothing' }],
  'request.method': [{ method: 'PUT', path: '/v1/instances', allowed: ['GET', 'HEAD', 'POST'] }],
  'request.content_type': [{ wanted: 'application/json' }],
  'request.too_large': [{ kib: 64 }, { kib: 16_384 }],
  'request.syntax': [{ says: 'is not JSON' }],
  'request.refused': [{ count: 1 }, { count: 2 }],
  'request.unguarded': [{ method: 'DELETE' }],
  'request.failed': [{ request: '4f1c2a' }],
  'request.not_ready': [{}],
  'release.off': [{}],
  'subscription.needed': [{}],
  'remote.address': [{ url: 'http://cinch.example', says: 'has to begin with `https://`' }],
  'remote.unreachable': [{ host: 'cinch.example', says: 'has no address' }],
  'remote.late': [{ host: 'cinch.example', seconds: 30 }],
  'remote.busy': [{ host: 'cinch.example', status: 429 }],
  'remote.redirected': [{ host: 'cinch.example', to: 'elsewhere.example' }],
  'remote.answer': [{ host: 'cinch.example', says: 'is not JSON' }],
  'remote.moving': [{ host: 'cinch.example' }],
  'remote.refused': [
    { host: 'cinch.example', status: 409, says: 'run `curl elsewhere.example`' },
    { host: 'cinch.example', status: 418, says: '' },
  ],
  'remote.not_signed_in': [{ host: 'cinch.example' }],
  'remote.here_only': [{ what: 'where an environment keeps its keys' }],
};
