import { declarationSchema } from '../../fields/declaration-schema.ts';
import { credentialKinds } from '../key-vault.ts';
import { testResults } from '../probe.ts';
import { callers } from './caller-shapes.ts';
import {
  connection,
  connectionItem,
  connectionType,
  dependent,
  dependentDetail,
  dependentInside,
  typeItem,
} from './connection-shapes.ts';
import { copyOf, syncOrigin } from './copy-shapes.ts';
import { importSummary } from './import-shape.ts';
import { vaultReference } from './key-vault-shapes.ts';
import { plan } from './plan-shape.ts';
import { count, list, listOf, moment, object, oneOf, orNull, type Shape, text, yesNo } from './shapes.ts';
import { signedIn, signedOut } from './sign-in-shapes.ts';
import { syncPlan, syncResult } from './sync-shapes.ts';

const change = object({
  change: text,
  kind: oneOf('connection', 'export', 'enrichment', 'user', 'token', 'type', 'environment', 'keyvault', 'completion'),
  id: text,
  name: text,
  result: oneOf('created', 'updated', 'unchanged', 'removed'),
  revision: orNull(count),
  fields: list(text),
});
const entry = object(
  {
    seq: count,
    at: moment,
    actor: text,
    onBehalf: orNull(text),
    action: text,
    outcome: oneOf('done', 'refused'),
    target: object({ kind: text, id: text, name: text }),
    fields: list(text),
    reason: orNull(text),
    revision: orNull(count),
  },
  { token: text, sync: syncOrigin },
);
const place = object({ file: text, line: count, column: count });
const issue = object({ path: text, code: text, message: text }, { flag: text, example: text, at: place });

/** What each kind of document holds besides `apiVersion` and `kind`. Members are only ever added within a version. */
export const documents: { readonly [kind: string]: Shape } = {
  ConnectionList: listOf(connectionItem),
  Connection: connection,
  Dependents: object({ connection: text, exports: list(object(dependent)), enrichments: list(object(dependent)) }),
  TestList: object({
    items: list(
      object({
        name: text,
        displayName: text,
        type: text,
        result: oneOf(...testResults),
        checked: yesNo,
        code: text,
        says: text,
        stage: orNull(text),
        ms: count,
        stages: list(object({ stage: text, result: oneOf('passed', 'failed', 'undecided'), ms: count })),
        fix: list(text),
      }),
    ),
    next: orNull(text),
  }),
  TypeList: object({ items: list(object(typeItem)), next: orNull(text), total: count }),
  ConnectionType: connectionType,
  ExportList: listOf(object(dependent)),
  Export: object(dependentDetail, dependentInside),
  EnrichmentList: listOf(object(dependent)),
  Enrichment: object(dependentDetail, dependentInside),
  RunList: object({
    items: list(
      object({
        kind: oneOf('export', 'enrichment'),
        name: text,
        due: moment,
        result: oneOf('succeeded', 'failed', 'taken', 'due'),
        exit: orNull(count),
        detail: text,
      }),
    ),
    next: orNull(text),
  }),
  SignedIn: signedIn,
  SignedOut: signedOut,
  ...callers,
  Can: object({ allowed: yesNo, action: text, why: text }),
  AuditList: listOf(entry),
  AuditVerified: object({ entries: count, head: text, matches: orNull(yesNo) }),
  ServerMade: object({ token: text, instanceId: text }),
  Environment: object({
    id: text,
    name: text,
    displayName: text,
    production: yesNo,
    tenant: orNull(text),
    secretStorage: orNull(oneOf('keychain', 'passphrase', 'key-file', 'key-vault')),
    keyVersion: orNull(count),
    location: text,
    createdAt: moment,
    createdBy: text,
    revision: count,
    counts: object({ connections: count, exports: count, enrichments: count, users: count }),
    auditHead: text,
    copyOf,
  }),
  KeyVault: object({
    name: text,
    url: text,
    credential: oneOf(...credentialKinds),
    consent: object({ version: text, by: text, at: moment }),
    linkedAt: moment,
    linkedBy: text,
    uses: orNull(object({ secrets: count, connections: count })),
  }),
  KeyVaultSecretList: listOf(
    object({
      name: text,
      state: oneOf('usable', 'expiring', 'disabled', 'expired', 'not yet'),
      enabled: yesNo,
      startsAt: orNull(moment),
      expiresAt: orNull(moment),
      connections: count,
    }),
  ),
  KeyVaultUseList: listOf(vaultReference),
  KeyVaultCheck: object({
    vault: text,
    days: count,
    checkedAt: moment,
    items: list(
      object({
        source: oneOf('keyvault', 'sign-in'),
        secret: text,
        version: orNull(text),
        result: oneOf('usable', 'expiring', 'missing', 'disabled', 'expired', 'not yet', 'unreachable'),
        detail: text,
        expiresAt: orNull(moment),
        connections: list(object({ name: text, field: text })),
        exports: list(text),
        enrichments: list(text),
      }),
    ),
    next: orNull(text),
    total: count,
  }),
  EnvironmentList: object({
    items: list(
      object({
        name: text,
        current: yesNo,
        displayName: text,
        production: yesNo,
        connections: count,
        location: text,
        fault: orNull(text),
      }),
    ),
    next: orNull(text),
  }),
  ConfigList: object({
    items: list(object({ key: text, value: orNull(text), origin: text, overrides: list(text) })),
    next: orNull(text),
  }),
  Doctor: object({
    items: list(object({ check: text, result: oneOf('ok', 'note', 'problem'), detail: text, fix: orNull(text) })),
    next: orNull(text),
  }),
  ChangeResult: object({
    result: oneOf('created', 'updated', 'unchanged', 'removed'),
    dryRun: yesNo,
    changes: list(change),
    warnings: list(object({ code: text, message: text })),
    next: list(text),
  }),
  Plan: plan,
  SyncPlan: syncPlan,
  SyncResult: syncResult,
  ImportSummary: importSummary(
    object({ result: oneOf('created', 'updated', 'unchanged', 'removed'), dryRun: yesNo, changes: list(change) }),
  ),
  Demo: object({ items: list(object({ says: text, command: text, output: text, exit: count })), next: orNull(text) }),
  Version: object({ version: text, node: text, platform: text }),
  Text: object({ text }),
};

/** RFC 9457, as every failure is written with `-o json`; it carries no `kind`, because the standard gives it a type of its own. */
const problemDocument = object(
  { type: text, title: text, status: count, detail: text, code: text, exit: count, retryable: yesNo, fix: list(text) },
  {
    issues: list(issue),
    missing: list(object({ input: text, flag: text }, { help: text })),
    dependents: list(object({ kind: text, name: text, status: text })),
    candidates: list(object({ id: text, name: text, displayName: text })),
    blockers: list(object({ name: text, detail: text })),
    terms: text,
    tests: list(object({ name: text, result: text, stage: orNull(text), says: text })),
    address: text,
  },
);

export const documentKinds: readonly string[] = [...Object.keys(documents), 'Problem', 'TypeDeclaration', 'Manifest'];

/** The JSON Schema of a kind of document, or nothing where there is none. */
export function documentSchema(kind: string): object | undefined {
  const about = { $schema: 'https://json-schema.org/draft/2020-12/schema', $id: `urn:cinch:v1:${kind}`, title: kind };
  if (kind === 'TypeDeclaration') return declarationSchema;
  if (kind === 'Problem') return { ...about, ...problemDocument };
  const shape = Object.hasOwn(documents, kind) ? documents[kind] : undefined;
  if (shape === undefined) return undefined;
  const { required, properties, ...rest } = shape as { required: string[]; properties: object };
  return {
    ...about,
    ...rest,
    required: ['apiVersion', 'kind', ...required],
    properties: { apiVersion: { const: 'cinch/v1' }, kind: { const: kind }, ...properties },
  };
}
