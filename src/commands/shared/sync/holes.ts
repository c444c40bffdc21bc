import type { SyncRecord } from '../../../model/sync.ts';
import { type Asked, allAgreedOn, recordsOf } from './feed.ts';

/** Connections that lack a secret on one side which is stored on the other, by key: an earlier sync left it where it was. */
export async function toFill(copy: Asked, original: Asked): Promise<ReadonlyMap<string, SyncRecord>> {
  const open = [...(await allAgreedOn(copy, ['connection'])).values()].filter(({ content }) =>
    Object.values(content !== null && 'secrets' in content ? content.secrets : {}).some(isHole),
  );
  const here = await recordsOf(copy, open);
  const there = await recordsOf(original, open);
  return new Map([...here].filter(([key, mine]) => fills(mine, there.get(key)) || fills(there.get(key), mine)));
}

function fills(one: SyncRecord | undefined, other: SyncRecord | undefined): boolean {
  if (one?.kind !== 'connection' || other?.kind !== 'connection') return false;
  const { secrets } = other.content;
  return Object.entries(one.content.secrets).some(([field, it]) => isHole(it) && secrets[field]?.source === 'stored');
}

function isHole({ source }: { readonly source: string }): boolean {
  return source === 'missing';
}
