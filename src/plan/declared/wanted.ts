import type { ObservedWanted } from '../../model/observed.ts';
import type { Manifest } from '../manifest/manifest.ts';

interface Named {
  readonly name: string;
  readonly displayName?: string;
  readonly renamedFrom?: string;
}

/** What has to be looked at to plan a manifest; `decided` are decisions besides its own, which may name connections. */
export function wantedOf(manifest: Manifest, prune: boolean, decided: readonly string[]): ObservedWanted {
  const { connections, exports, enrichments, users, onRemove } = manifest;
  const named = (stated: readonly Named[]) =>
    stated.flatMap(({ name, renamedFrom }) => (renamedFrom === undefined ? [name] : [name, renamedFrom]));
  const displayed = (stated: readonly Named[]) => stated.map(({ name, displayName }) => displayName ?? name);
  const decisions = [...decided, ...onRemove.export, ...onRemove.enrichment];
  return {
    names: {
      connections: [
        ...named(connections),
        ...[...exports, ...enrichments].flatMap(({ connection }) => connection ?? []),
        ...decisions.flatMap((word) => /(?:^|=)move:(.+)$/.exec(word)?.[1] ?? []),
      ],
      exports: [...named(exports), ...users.flatMap((it) => it.exports ?? [])],
      enrichments: named(enrichments),
      users: [
        ...users.map(({ name }) => name),
        ...connections.flatMap(({ share = [] }) => share.flatMap((word) => /^user:(.+)$/.exec(word)?.[1] ?? [])),
      ],
    },
    displayNames: {
      connections: displayed(connections),
      exports: displayed(exports),
      enrichments: displayed(enrichments),
    },
    ...(prune ? { owned: manifest.id } : {}),
  };
}
