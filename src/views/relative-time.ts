const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const steps = [
  { below: hourMs, each: minuteMs, unit: 'min' },
  { below: 2 * dayMs, each: hourMs, unit: 'h' },
  { below: 90 * dayMs, each: dayMs, unit: 'd' },
  { below: 730 * dayMs, each: 30 * dayMs, unit: 'mo' },
  { below: Number.POSITIVE_INFINITY, each: 365 * dayMs, unit: 'y' },
];

/** How long ago a moment was: `3 h ago`, `just now`, `in 5 min`. Both are RFC 3339; what is no moment stays as it is. */
export function ago(at: string, now: string): string {
  const passedMs = Date.parse(now) - Date.parse(at);
  if (Number.isNaN(passedMs)) return at;
  const distanceMs = Math.abs(passedMs);
  if (distanceMs < minuteMs) return 'just now';
  const step = steps.find(({ below }) => distanceMs < below) as (typeof steps)[number];
  const span = `${Math.floor(distanceMs / step.each)} ${step.unit}`;
  return passedMs < 0 ? `in ${span}` : `${span} ago`;
}

/** A moment to the second, still RFC 3339, for a page that a person reads. */
export function moment(at: string): string {
  return at.replace(/\.\d+Z$/, 'Z');
}
