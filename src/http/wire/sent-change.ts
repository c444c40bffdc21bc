import type { SecretValue } from '../../kernel/secret-value.ts';
import type { Change } from '../../model/change.ts';
import type { ComparedSecret } from '../../model/observed.ts';
import type { Release } from '../../model/release.ts';
import { eachSecret, gotSecret, sentSecret } from './given-secret.ts';

type Sent = { readonly [member: string]: unknown };
type Secrets = { readonly [field: string]: SecretValue };

/** A change as it travels: the same, with its secrets written out where only secrets stand. */
export function sentChange(change: Change): Sent {
  return {
    ...change,
    ...('secrets' in change ? { secrets: eachSecret(change.secrets as Secrets, sentSecret) } : {}),
    ...('used' in change ? { used: sentSecret(change.used) } : {}),
  };
}

/** The same the other way round, of a body that was judged. */
export function gotChange(sent: Sent): Change {
  return {
    ...sent,
    ...(sent.secrets === undefined
      ? {}
      : { secrets: eachSecret(sent.secrets as { [field: string]: object }, gotSecret) }),
    ...(sent.used === undefined ? {} : { used: gotSecret(sent.used as object) }),
  } as unknown as Change;
}

/** Secrets to be compared, as they travel. */
export function sentCompared(secrets: readonly ComparedSecret[]): readonly Sent[] {
  return secrets.map(({ given, ...rest }) => ({ ...rest, given: sentSecret(given) }));
}

/** The same the other way round, of a body that was judged. */
export function gotCompared(sent: readonly Sent[]): readonly ComparedSecret[] {
  return sent.map((it) => ({ ...it, given: gotSecret(it.given as object) })) as unknown as readonly ComparedSecret[];
}

/** A release as it travels, which is the one answer that holds secrets. */
export function sentRelease(release: Release): Sent {
  return { ...release, secrets: eachSecret(release.secrets, sentSecret) };
}

/** The same the other way round. */
export function gotRelease(sent: Sent): Release {
  return {
    ...sent,
    secrets: eachSecret(sent.secrets as { [field: string]: object }, gotSecret),
  } as unknown as Release;
}
