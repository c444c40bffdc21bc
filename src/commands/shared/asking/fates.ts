import type { Choice } from '../../../kernel/prompter.ts';
import type { DependentKind } from '../../../model/dependent.ts';
import type { Decision } from '../../../plan/removal.ts';

/** What a person can answer when asked what becomes of a dependent, or of all. */
export type Fate = Decision | 'move' | 'each' | 'leave';

interface Open {
  readonly kind: DependentKind;
  /** The connections that they could move to. */
  readonly fits: readonly Choice<string>[];
}

/** What can become of one of them, or of all: stop, move, remove. */
export function fates({ kind, fits }: Open, what: 'it' | 'all', before?: Decision): readonly Choice<Fate>[] {
  const stop = kind === 'export' ? 'disconnect' : 'deactivate';
  const again = before?.do === 'move' ? fits.find(({ value }) => value === before.to) : undefined;
  const move = ({ value, label, aside = '' }: Choice<string>): Choice<Fate> => ({
    value: { do: 'move', to: value },
    label: `move ${what} to ${label}`,
    aside,
  });
  // With one that fits there is nothing to look for, and where the last one went is likely to fit again.
  const near = [again ?? (fits.length === 1 ? fits : [])].flat();
  const far: Choice<Fate> = {
    value: 'move',
    label: `move ${what} to another connection`,
    ...(fits.length === 0
      ? { closed: 'there is none of its type' }
      : { aside: suchAs(fits.map(({ value }) => value)) }),
  };
  return [
    {
      value: { do: stop },
      label: `${stop} ${what}`,
      aside: `the settings stay, and ${what === 'it' ? 'it stops' : 'they stop'}`,
    },
    ...near.map(move),
    ...(fits.length === 1 ? [] : [far]),
    {
      value: { do: 'remove' },
      label: `remove ${what}`,
      aside: what === 'it' ? 'with its settings' : 'with their settings',
    },
  ];
}

/** The first names of several, and how many more there are. */
export function suchAs(names: readonly string[]): string {
  return names.length <= 2 ? names.join(', ') : `${names.slice(0, 2).join(', ')} and ${names.length - 2} more`;
}
