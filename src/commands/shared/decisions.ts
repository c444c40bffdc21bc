import { nearest } from '../../kernel/nearest.ts';
import { problem } from '../../kernel/problem.ts';
import type { DependentKind } from '../../model/dependent.ts';
import type { Decision, Decisions } from '../../plan/removal.ts';

const words = {
  export: ['disconnect', 'remove', 'move:CONNECTION'],
  enrichment: ['deactivate', 'remove', 'move:CONNECTION'],
} as const;

/** Reads `[NAME=]disconnect|deactivate|remove|move:CONNECTION`, as `--exports` and `--enrichments` have it. */
export function decisionsOf(kind: DependentKind, given: readonly string[]): Decisions {
  const named = new Map<string, Decision>();
  let rest: Decision | undefined;
  for (const text of given) {
    const at = text.indexOf('=');
    const decision = decisionOf(kind, text.slice(at + 1));
    if (at >= 0) named.set(text.slice(0, at), decision);
    else rest = decision;
  }
  return { named, rest };
}

function decisionOf(kind: DependentKind, word: string): Decision {
  if (word.startsWith('move:') && word.length > 'move:'.length) return { do: 'move', to: word.slice('move:'.length) };
  const stop = kind === 'export' ? 'disconnect' : 'deactivate';
  if (word === stop || word === 'detach') return { do: stop };
  if (word === 'remove') return { do: 'remove' };
  throw problem('usage.flag_value', {
    flag: `--${kind}s`,
    rule: `[NAME=]${words[kind].join('|')}`,
    nearest: nearest(word, words[kind]),
    example: `--${kind}s ${stop}`,
  });
}
