/** Whether text names a time zone of the IANA's list. */
export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

const dayMs = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a zone show at an instant, as if their day were one of UTC. */
export function wallOf(zone: string, instantMs: number): number {
  const shown = new Map(
    formatOf(zone)
      .formatToParts(instantMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes) => shown.get(type) ?? 0;
  return Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'), part('second'));
}

/**
 * The instant at which the clocks of a zone show this: the first where they show it twice, and where they skip it as much
 * later as they skip, so that every day has one.
 */
export function instantOf(zone: string, wallMs: number): number {
  const offsets = [wallMs - dayMs, wallMs + dayMs].map((ms) => wallOf(zone, ms) - ms);
  const fitting = offsets.map((offset) => wallMs - offset).filter((ms) => wallOf(zone, ms) === wallMs);
  return fitting.length > 0 ? Math.min(...fitting) : wallMs - (offsets[0] as number);
}

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric' } as const;
  const more = { minute: 'numeric', second: 'numeric', hourCycle: 'h23', timeZone: zone } as const;
  const made = new Intl.DateTimeFormat('en-US', { ...numeric, ...more });
  formats.set(zone, made);
  return made;
}
