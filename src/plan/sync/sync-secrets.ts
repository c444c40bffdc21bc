import type { ConnectionType } from '../../fields/connection-type.ts';
import { redirected } from '../../fields/redirected.ts';
import { type Block, block } from '../../kernel/block.ts';
import type { SyncContents, SyncSecret } from '../../model/sync.ts';

type ConnectionContent = SyncContents['connection'];

/** A connection as one side will have it, with what becomes of its secrets. */
export interface Received {
  readonly content: ConnectionContent;
  /** Fields whose secrets are brought along from the other side. */
  readonly brings: readonly string[];
  /** Fields that are left without their secret. */
  readonly holes: readonly string[];
  readonly blocked: readonly Block[];
}

interface Receiving {
  /** What the receiver has so far, and what the other side has. */
  readonly mine: ConnectionContent | undefined;
  readonly theirs: ConnectionContent | undefined;
  /** Declarations that its type has on either side. */
  readonly types: readonly ConnectionType[];
  readonly withSecrets: boolean;
  readonly keepSecrets: boolean;
}

/**
 * What a side makes of a content that goes to it. Its own stored secrets stay, those that do not travel are holes; no
 * stored secret goes to another target unasked (D14), and what comes from the vault stays there (R29).
 */
export function received(result: ConnectionContent, receiving: Receiving): Received {
  const { mine, theirs, withSecrets, keepSecrets } = receiving;
  const brings: string[] = [];
  const secrets: Record<string, SyncSecret> = {};
  for (const [field, wanted] of Object.entries(result.secrets)) {
    const here = mine?.secrets[field];
    const there = theirs?.secrets[field];
    if (wanted.source === 'keyvault') secrets[field] = wanted;
    else if (withSecrets && isSameStored(wanted, there) && !isSameStored(wanted, here)) {
      brings.push(field);
      secrets[field] = wanted;
    } else secrets[field] = here?.source === 'stored' ? here : { source: 'missing' };
  }
  const left = Object.keys(mine?.secrets ?? {}).filter(
    (field) => mine?.secrets[field]?.source === 'keyvault' && secrets[field]?.source !== 'keyvault',
  );
  const stored = Object.keys(secrets).filter((field) => secrets[field]?.source === 'stored' && !brings.includes(field));
  const moved = keepSecrets || mine === undefined ? [] : sentElsewhere(receiving.types, mine, result, stored);
  // Whoever let the same secret go to that target brings it along with it.
  const again = withSecrets ? moved.filter((field) => isSameStored(secrets[field], theirs?.secrets[field])) : [];
  brings.push(...again);
  const sent = moved.filter((field) => !again.includes(field));
  const isStoredThere = (field: string) => theirs?.secrets[field]?.source === 'stored';
  return {
    content: {
      ...result,
      secrets,
      signIn: signInOf(result, receiving, brings),
    },
    brings,
    holes: Object.keys(secrets).filter((field) => secrets[field]?.source === 'missing'),
    blocked: [
      ...left.map((field) => block('from-vault', { field })),
      ...(sent.length > 0 ? [block('secrets-travel', { fields: sent, brings: sent.every(isStoredThere) })] : []),
    ],
  };
}

// It belongs to the refresh token, and goes where that does.
function signInOf(
  { secrets, signIn }: ConnectionContent,
  { mine, theirs }: Receiving,
  brings: readonly string[],
): ConnectionContent['signIn'] {
  if (secrets.refreshToken?.source === 'keyvault') return signIn;
  return (brings.includes('refreshToken') ? theirs?.signIn : mine?.signIn) ?? null;
}

function isSameStored(wanted: SyncSecret | undefined, other: SyncSecret | undefined): boolean {
  return wanted?.source === 'stored' && other?.source === 'stored' && other.changedAt === wanted.changedAt;
}

function sentElsewhere(
  types: readonly ConnectionType[],
  before: ConnectionContent,
  after: ConnectionContent,
  stored: readonly string[],
): readonly string[] {
  const found = types.flatMap(({ fields }) => redirected(fields, before.settings, after.settings, stored).secrets);
  return [...new Set(found)];
}
