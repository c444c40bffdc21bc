import type { Setting } from '../../fields/field.ts';
import { canonical } from '../../kernel/canonical.ts';
import { referenceText } from '../../model/key-vault.ts';
import type { FieldChange } from '../../model/plan.ts';
import type { SyncKind, SyncSecret } from '../../model/sync.ts';
import type { AnyContent, Kinded } from './comparable.ts';

/** How a record that is referred to is called: by `keyOf`. */
export type NameOf = (key: string) => string;

type Shown = readonly (readonly [field: string, value: Setting | null])[];

/** What a content says, field by field, as it may be shown: others by name, and of secrets only where they are. */
export function shown({ kind, content }: Kinded, nameOf: NameOf): Shown {
  switch (kind) {
    case 'environment': {
      const { tenant, keyVault } = content;
      return [
        ['tenant', tenant],
        ['keyVault', keyVault?.url ?? null],
        ['keyVault.credential', keyVault?.credential ?? null],
        ['keyVault.terms', keyVault?.consent.version ?? null],
      ];
    }
    case 'type': {
      const { fields, ...rest } = content.declaration;
      return [
        ...Object.entries(rest).map(([key, value]) => [`declaration.${key}`, asSetting(value)] as const),
        ...Object.entries(fields).map(([key, field]) => [`declaration.fields.${key}`, canonical(field)] as const),
      ];
    }
    case 'user': {
      const { role, exports, principal, manifest } = content;
      return [
        ...namesOf(content),
        ['role', role],
        ['exports', exports === null ? null : exports.map((id) => nameOf(`export/${id}`))],
        ['principal', principal === null ? null : [principal.kind, principal.issuer, principal.subject]],
        ['manifest', manifest?.id ?? null],
      ];
    }
    case 'connection': {
      const { type, settings, secrets, sharedWith, consent, lock, tenant, hostKey, manifest } = content;
      return [
        ...namesOf(content),
        ['type', type],
        ...settingsOf(settings),
        ...Object.entries(secrets).map(([field, secret]) => [`secrets.${field}`, secretText(secret)] as const),
        ['share', typeof sharedWith === 'string' ? sharedWith : sharedWith.map((id) => `user:${nameOf(`user/${id}`)}`)],
        ['terms', consent === null ? null : [consent.version, consent.by, consent.at]],
        ['lock', lock === null ? null : [lock.reason, lock.by, lock.at]],
        ['tenant', tenant],
        ['hostKey', hostKey === null ? null : [hostKey.host, hostKey.fingerprint]],
        ['manifest', manifest?.id ?? null],
      ];
    }
    case 'export':
    case 'enrichment': {
      const { type, status, connection, lastConnection, settings, schedule, scheduledAt, command, manifest } = content;
      return [
        ...namesOf(content),
        ['type', type],
        ['connection', connection === null ? null : nameOf(`connection/${connection}`)],
        ['status', status],
        ...settingsOf(settings),
        ['schedule', schedule],
        ['command', command],
        ['manifest', manifest?.id ?? null],
        ['lastConnection', lastConnection === null ? null : nameOf(`connection/${lastConnection}`)],
        ['scheduledAt', scheduledAt],
      ];
    }
  }
}

// They follow from what else is told of the same change.
const follows: ReadonlySet<string> = new Set(['lastConnection', 'scheduledAt']);

/** What a change does, field by field. */
export function fieldChanges(
  kind: SyncKind,
  before: AnyContent | null,
  after: AnyContent,
  nameOf: NameOf,
): readonly FieldChange[] {
  const now = shown({ kind, content: after } as Kinded, nameOf);
  if (before === null)
    return now.flatMap(([field, value]) =>
      value === null || follows.has(field) ? [] : [{ field, before: null, after: value }],
    );
  const were = new Map(shown({ kind, content: before } as Kinded, nameOf));
  const are = new Map(now);
  const changes = [...fieldsOf(were, are)].flatMap((field): FieldChange[] => {
    const [was, is] = [were.get(field) ?? null, are.get(field) ?? null];
    return canonical(was) === canonical(is) ? [] : [{ field, before: was, after: is }];
  });
  const told = changes.filter(({ field }) => !follows.has(field));
  return told.length > 0 ? told : changes;
}

/** Every field of some versions of a content, in their order. */
export function fieldsOf(...versions: readonly ReadonlyMap<string, unknown>[]): ReadonlySet<string> {
  return new Set(versions.flatMap((version) => [...version.keys()]));
}

function namesOf({ name, displayName }: { readonly name: string; readonly displayName: string }): Shown {
  return [
    ['name', name],
    ['displayName', displayName],
  ];
}

function settingsOf(settings: { readonly [key: string]: Setting }): Shown {
  return Object.entries(settings).map(([key, value]) => [`settings.${key}`, value] as const);
}

function secretText(secret: SyncSecret): Setting {
  if (secret.source === 'keyvault') return referenceText(secret.secret, secret.version);
  return secret.source === 'stored' ? [secret.source, secret.changedAt] : secret.source;
}

function asSetting(value: unknown): Setting {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : canonical(value);
}
