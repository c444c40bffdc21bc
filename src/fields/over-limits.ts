import { type Warning, warning } from '../kernel/warning.ts';
import type { ConnectionType } from './connection-type.ts';

const words: { readonly [counts: string]: string } = {
  profiles: 'profiles',
  segmentMembers: 'members of a segment',
  enrichments: 'enrichments',
};

/** A warning for every stated count that lies beyond a limit of the type, with the figure and its source. */
export function overLimits(type: ConnectionType, stated: { readonly [counts: string]: unknown }): readonly Warning[] {
  return (type.limits ?? []).flatMap(({ counts, atMost, atLeast, source }) => {
    const value = stated[counts];
    const name = words[counts];
    if (typeof value !== 'number' || name === undefined) return [];
    const over = atMost !== undefined && value > atMost;
    const under = atLeast !== undefined && value < atLeast;
    if (!over && !under) return [];
    return [
      warning('limit', {
        label: type.label,
        counts: name,
        stated: value,
        limit: (over ? atMost : atLeast) as number,
        over,
        source,
      }),
    ];
  });
}
