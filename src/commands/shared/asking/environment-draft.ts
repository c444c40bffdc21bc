import type { ChangeOf } from '../../../model/change.ts';
import type { EnvironmentDetail } from '../../../model/environment-detail.ts';
import type { GivenFlags } from '../command-line.ts';
import type { Answer } from './review.ts';

/** What is changed of an environment; what is left out stays. */
export type EnvironmentEdits = Omit<ChangeOf<'environment.edit'>, 'change' | 'ifRevision'>;

/** What gives the same without questions. */
export interface TypedEdits {
  readonly flags: GivenFlags;
  readonly variables: readonly string[];
}

/** An environment as it is to be. */
export interface EnvironmentDraft
  extends Pick<EnvironmentDetail, 'displayName' | 'production' | 'tenant' | 'secretStorage'> {
  /** The passphrase is another one, which the sealing asks for itself, twice. */
  readonly another?: boolean;
  readonly rotate?: boolean;
}

/** All that can be changed of it, a line each. */
export function answersOf(before: EnvironmentDetail, now: EnvironmentDraft): readonly Answer[] {
  const { displayName, production, tenant, secretStorage, another, rotate } = now;
  const stays = before.secretStorage === 'passphrase' && secretStorage === 'passphrase';
  return [
    { key: 'display name', label: 'Display name', value: displayName },
    { key: 'production', label: 'Production', value: production ? 'yes' : 'no' },
    { key: 'tenant', label: 'Organization', value: tenant ?? 'none' },
    { key: 'storage', label: 'Key of the secrets', value: secretStorage ?? 'none is needed yet' },
    ...(stays
      ? [
          {
            key: 'passphrase',
            label: 'Passphrase',
            value: another ? 'another one, asked when it is saved' : 'as it is',
          },
        ]
      : []),
    ...(before.keyVersion === null ? [] : [{ key: 'rotate', label: 'New key', value: rotate ? 'yes' : 'no' }]),
  ];
}

/** What is different. */
export function editsOf(before: EnvironmentDetail, now: EnvironmentDraft): EnvironmentEdits {
  return {
    ...(now.displayName === before.displayName ? {} : { displayName: now.displayName }),
    ...(now.production === before.production ? {} : { production: now.production }),
    ...(now.tenant === before.tenant ? {} : { tenant: now.tenant }),
    ...(now.secretStorage === null || (now.secretStorage === before.secretStorage && now.another !== true)
      ? {}
      : { secretStorage: now.secretStorage }),
    ...(now.rotate === true ? { rotate: true } : {}),
  };
}

/** The same as flags; nothing where nothing is different. */
export function typedOf(before: EnvironmentDetail, now: EnvironmentDraft): TypedEdits | undefined {
  const { displayName, production, tenant, secretStorage, rotate } = editsOf(before, now);
  const flags = {
    'display-name': displayName,
    production: production === true,
    'not-production': production === false,
    tenant: tenant ?? undefined,
    unset: tenant === null ? 'tenant' : undefined,
    'secret-storage': secretStorage === before.secretStorage ? undefined : secretStorage,
    'new-passphrase': secretStorage === 'passphrase' ? 'env:NEW_PASSPHRASE' : undefined,
    rotate,
  };
  const nothing = Object.values(flags).every((value) => value === undefined || value === false);
  return nothing ? undefined : { flags, variables: secretStorage === 'passphrase' ? ['NEW_PASSPHRASE'] : [] };
}
