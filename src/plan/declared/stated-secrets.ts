import { missingSecrets } from '../../fields/check.ts';
import type { ConnectionType } from '../../fields/connection-type.ts';
import type { Settings } from '../../fields/field.ts';
import { applies } from '../../fields/visible.ts';
import { type Block, block } from '../../kernel/block.ts';
import type { ObservedConnection } from '../../model/observed.ts';
import type { SecretAnswer, SecretLine } from '../../model/plan.ts';
import type { StatedConnection } from '../manifest/manifest.ts';
import type { Planning } from './piece.ts';

/** What each stated secret would do, as far as the settings leave a place for it. */
export function secretLines(
  { answers }: Planning,
  { name, secrets }: StatedConnection,
  live: ObservedConnection | undefined,
  type: ConnectionType,
  settings: Settings,
): readonly SecretLine[] {
  return Object.keys(secrets)
    .sort()
    .flatMap((field): SecretLine[] => {
      const from = secrets[field];
      const declared = type.fields[field];
      if (from === undefined || declared === undefined || !applies(declared, type.fields, settings)) return [];
      const there = live?.secrets[field];
      const answer = (): SecretAnswer => {
        const told = answers.get(`${name}/${field}`);
        if (told === 'unset') return 'unset';
        if (there === undefined) return 'changes';
        if ('fromEnv' in from) return there.source === 'stored' ? (told ?? 'unknown') : 'changes';
        const same = there.source === 'keyvault' && there.secret === from.keyVault;
        return same && there.version === (from.version ?? null) ? 'same' : 'changes';
      };
      return [{ field, is: answer(), from }];
    });
}

/** Nothing stored and nothing given: what is missing, or a hole that has to be filled first. */
export function lacking(
  type: ConnectionType,
  settings: Settings,
  secrets: readonly SecretLine[],
  present: readonly string[],
): readonly Block[] {
  return missingSecrets(type.fields, settings, new Set(present)).map(({ path: field }) => {
    const from = secrets.find((it) => it.field === field)?.from;
    return from !== undefined && 'fromEnv' in from
      ? block('secret-unset', { field, variable: from.fromEnv })
      : block('secret-missing', { field });
  });
}

/** References into a key vault where none is linked or will be. */
export function withoutVault({ vault, manifest }: Planning, given: readonly SecretLine[]): readonly Block[] {
  if (vault !== undefined || manifest.vault !== undefined) return [];
  return given.flatMap(({ from }) => ('keyVault' in from ? [block('no-vault', { secret: from.keyVault })] : []));
}

/** R29: what comes from the key vault does not become a stored secret. */
export function fromVault(live: ObservedConnection, given: readonly SecretLine[]): readonly Block[] {
  return given.flatMap(({ field, from }) =>
    'fromEnv' in from && live.secrets[field]?.source === 'keyvault' ? [block('from-vault', { field })] : [],
  );
}

/** Secrets as a change of a plan holds them. */
export function referencesOf(secrets: readonly SecretLine[]) {
  return Object.fromEntries(secrets.map(({ field, from }) => [field, from]));
}
