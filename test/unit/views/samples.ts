import type { AuditEntry } from '../../../src/model/audit.ts';
import type { CheckedSecret } from '../../../src/model/checked-secret.ts';
import type {
  ConnectionDependents,
  ConnectionDetail,
  ConnectionItem,
  DependentDetail,
} from '../../../src/model/query.ts';

/** The moment at which every sample is looked at. */
export const now = '2026-11-21T12:00:00.000Z';

/** Names as no one should give them: wide, joined, right to left, long, and with everything a terminal obeys. */
export const names = {
  usual: 'retail-nightly-drop',
  chinese: '零售夜间投放到合作伙伴的服务器',
  emoji: 'family 👩‍👩‍👧‍👦 ❤️ 🇳🇱 drop',
  hebrew: 'טיפת לילה קמעונאית',
  arabic: 'إسقاط ليلي للبيع بالتجزئة',
  combining: 'Re\u0301tail Nächtlich',
  control: 'evil\u001b[2J\u001b]0;owned\u0007\r\nname\ttab',
  bidi: 'safe\u202etxt.exe\u2066\u0085\u2028',
  quoting: '=cmd|\' /C calc\'!A0","x',
  syntax: 'a"];b-->c[<b>&amp;`\\N#35;',
  long: 'a-connection-whose-name-takes-every-one-of-the-eighty-characters-that-it-may-take',
} as const;

export const items: readonly ConnectionItem[] = Object.values(names).map((name, at) => ({
  id: `01J${String(at).padStart(3, '0')}`,
  name,
  displayName: `${name} (display)`,
  type: ['sftp', 'azure-data-lake-storage-gen2', 'leadspace'][at % 3] as string,
  purpose: (['export', 'export', 'enrichment'] as const)[at % 3] as 'export',
  status: at % 4 === 1 ? 'awaiting sign-in' : 'ready',
  signInExpiresAt: at % 4 === 2 ? '2026-12-20T09:30:00.123Z' : null,
  sharedWith: at % 3 === 0 ? 'administrators' : at % 3 === 1 ? ['chloe@contoso.example', 'ben'] : 'administrators',
  createdAt: `2026-${String(11 - at).padStart(2, '0')}-20T09:30:00.123Z`.replace('-00-', '-01-'),
  createdBy: 'ana@contoso.example',
  updatedAt: '2026-11-21T11:56:30.000Z',
  revision: at + 1,
  locked: at % 5 === 0,
  dependents: { exports: at * 13, enrichments: at % 3 },
  tested: at % 2 === 0 ? { at: '2026-11-21T11:00:00.000Z', result: at === 2 ? 'wrong credential' : 'ok' } : null,
}));

/** A page of a list, as a document. */
export const listed = {
  apiVersion: 'cinch/v1',
  kind: 'ConnectionList',
  items: items.slice(0, 2),
  next: null,
  total: 2,
};

export const detail: ConnectionDetail = {
  ...(items[0] as ConnectionItem),
  updatedBy: 'ben@contoso.example',
  settings: {
    authenticationMethod: 'sshKey',
    hostname: 'sftp.partner.example',
    username: 'svc-cdp',
    compressed: true,
    retries: 3,
    folders: ['nightly/drop', 'weekly'],
  },
  secrets: {
    privateKey: { source: 'keyvault', secret: 'retail-sftp', version: null },
    pinned: { source: 'keyvault', secret: 'retail-sftp', version: '4c1e' },
    passphrase: { source: 'stored', changedAt: '2026-11-02T08:00:00.000Z' },
  },
  consent: { version: '2026-11', by: 'ana@contoso.example', at: '2026-11-20T09:30:00.123Z' },
  lock: { reason: 'feeds the partner SLA', by: 'ana@contoso.example', at: '2026-11-20T10:00:00.000Z' },
  tenant: 'contoso.onmicrosoft.com',
  tested: { at: '2026-11-21T11:00:00.000Z', by: 'ana@contoso.example', result: 'ok', code: 'ok', revision: 1 },
  hostKey: { host: 'sftp.partner.example:22', fingerprint: 'SHA256:uNiVztksCsDhcc0u9e8BrrQjpDh5Vt5wx8XT2ZWeCHY' },
  signIn: { at: '2026-11-20T09:30:00.123Z', by: 'ana@contoso.example', expiresAt: '2027-01-19T09:30:00.123Z' },
};

export function dependent(
  name: string,
  active: boolean,
  connection: string | null = 'retail-nightly-drop',
): DependentDetail {
  return {
    id: `id-${name.length}`,
    name,
    displayName: `${name} (display)`,
    type: 'sftp',
    status: active ? 'active' : 'inactive',
    connection,
    connectionDisplayName: connection === null ? null : 'Retail nightly drop',
    schedule: active ? 'daily 02:00 Europe/Amsterdam' : 'off',
    lastRun: active ? { at: '2026-11-21T01:00:12.000Z', result: 'succeeded' } : null,
    permission: active ? 'edit' : 'view',
    createdAt: '2026-11-20T09:30:00.123Z',
    createdBy: 'chloe@contoso.example',
    updatedAt: '2026-11-21T11:56:30.000Z',
    updatedBy: 'chloe@contoso.example',
    revision: 2,
    settings: active ? { segments: ['VIP', 'Churn risk'], delimiter: ';' } : {},
    lacks: active ? [] : ['connection', 'segments'],
  };
}

export const dependents: ConnectionDependents = {
  connection: 'retail-nightly-drop',
  exports: [dependent('vip-segment-nightly', true), dependent(names.control, false), dependent(names.syntax, true)],
  enrichments: [dependent('store-lookup', true), dependent(names.chinese, false)],
};

export const entries: readonly AuditEntry[] = [
  {
    seq: 1204,
    at: '2026-11-21T11:59:50.000Z',
    actor: 'chloe@contoso.example',
    onBehalf: 'ana@contoso.example',
    action: 'connection.edit',
    outcome: 'done',
    target: { kind: 'connection', id: '01J000', name: 'retail-nightly-drop' },
    fields: ['settings.hostname', 'secrets.password'],
    reason: 'partner moved\u001b[31m',
    revision: 4,
  },
  {
    seq: 7,
    at: '2024-02-21T11:59:50.000Z',
    actor: 'ben',
    onBehalf: null,
    action: 'connection.remove',
    outcome: 'refused',
    target: { kind: 'connection', id: '', name: '' },
    fields: [],
    reason: null,
    revision: null,
  },
  {
    seq: 6,
    at: '2024-02-20T11:59:50.000Z',
    actor: 'ben',
    onBehalf: null,
    action: 'sync.put',
    outcome: 'done',
    target: { kind: 'export', id: '01J001', name: 'nightly' },
    fields: ['schedule'],
    reason: 'back in the office',
    revision: 2,
    sync: {
      environment: '01J002',
      displayName: 'Contoso \u202eEU',
      by: 'chloe@contoso.example',
      at: '2024-02-19T08:00:00.000Z',
    },
  },
];

/** What a check of the key vault finds, one of each kind. */
export const checkedSecrets: readonly CheckedSecret[] = [
  {
    source: 'keyvault',
    secret: 'crm-key',
    version: null,
    result: 'usable',
    detail: 'it never expires',
    expiresAt: null,
    connections: [{ name: 'crm', field: 'apiKey' }],
    exports: ['crm-weekly'],
    enrichments: [],
  },
  {
    source: 'keyvault',
    secret: 'retail-sftp',
    version: null,
    result: 'missing',
    detail:
      'there is no secret `retail-sftp` in the key vault `contoso`; it may have been taken away, or never been there',
    expiresAt: null,
    connections: [
      { name: 'retail-drop', field: 'password' },
      { name: 'retail-drop-2', field: 'password' },
    ],
    exports: ['vip-nightly', 'winback-weekly'],
    enrichments: ['store-lookup'],
  },
  {
    source: 'keyvault',
    secret: 'partner-sftp',
    version: '0123456789abcdef0123456789abcdef',
    result: 'expiring',
    detail: 'it expires at 2026-12-01T00:00:00.000Z',
    expiresAt: '2026-12-01T00:00:00.000Z',
    connections: [{ name: 'partner', field: 'password' }],
    exports: [],
    enrichments: [],
  },
  {
    source: 'sign-in',
    secret: 'refreshToken',
    version: null,
    result: 'expired',
    detail: 'its sign-in ended at 2026-11-20T00:00:00.000Z; `cinch connection authorize facebook`',
    expiresAt: '2026-11-20T00:00:00.000Z',
    connections: [{ name: 'facebook', field: 'refreshToken' }],
    exports: ['look-alikes'],
    enrichments: [],
  },
];
