import { type Preferences, readPreferences } from '../adapters/preferences/preferences.ts';
import { type Places, placesOf } from '../adapters/system/places.ts';
import { nearest } from '../kernel/nearest.ts';
import { isProblem, problem } from '../kernel/problem.ts';
import { type Format, formats } from '../views/output/format.ts';
import { onceSync } from './once.ts';
import type { Scanned } from './scan.ts';

/** A value with where it came from, and what it won against: flag beats variable beats preference. */
export interface Origin {
  readonly key: string;
  readonly value: string | undefined;
  readonly origin: string;
  readonly overrides: readonly string[];
}

/** What a run goes by before its command line is read in full. */
export interface Settings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly scanned: Scanned;
  readonly places: () => Places;
  readonly output: () => Format | undefined;
  readonly drawing: () => string | undefined;
  readonly environment: () => string | undefined;
  /** Goes to another environment from here on, for this run alone. */
  readonly goTo: (environment: string) => void;
  /** The environment that was picked in this run. */
  readonly gone: () => string | undefined;
  readonly noInput: boolean;
  readonly accessible: () => boolean;
  readonly explain: () => readonly Origin[];
}

/** `drawings` are what a command can be drawn as besides the formats of every command. */
export function settingsOf(scanned: Scanned, drawings: readonly string[] = []): Settings {
  const { env } = process;
  const places = onceSync(() => placesOf(env, process.platform));
  const preferences = onceSync(() => preferencesIn(places));
  let picked: string | undefined;
  const environment = (all = false) => chosen('environment', scanned.value('environment'), 'CINCH_ENVIRONMENT', all);
  const output = (all = false) => chosen('output', scanned.value('output'), 'CINCH_OUTPUT', all);
  const accessible = (all = false) =>
    chosen('accessible', scanned.has('accessible') ? 'true' : undefined, 'CINCH_ACCESSIBLE', all);

  function chosen(key: keyof Preferences, flag: string | undefined, variable: string, all: boolean): Origin {
    const before: [string, string | undefined][] = [
      [`--${key}`, flag],
      [variable, env[variable] === '' ? undefined : env[variable]],
    ];
    const answered = before.some(([, value]) => value !== undefined);
    // Read only where nothing goes before it: a broken file does not stop a run that says what it needs.
    const kept = answered && !all ? undefined : preferences()[key];
    const given = [...before, [`preference ${key}`, kept === undefined ? undefined : String(kept)]].filter(
      ([, value]) => value !== undefined,
    );
    const [first, ...others] = given;
    return {
      key,
      value: first?.[1],
      origin: first?.[0] ?? 'default',
      overrides: others.map(([origin, value]) => `${origin} (${value})`),
    };
  }

  return {
    env,
    scanned,
    places,
    // Help answers; it does not ask.
    noInput: scanned.has('no-input') || scanned.has('help') || isOn(env.CINCH_NO_INPUT) || isOn(env.CI),
    environment: () => picked ?? environment().value,
    goTo(name) {
      picked = name;
    },
    gone: () => picked,
    output: () => (drawings.includes(output().value ?? '') ? undefined : formatOf(output(), drawings, places)),
    drawing: () => drawings.find((drawing) => drawing === output().value),
    accessible: () => !canDraw(env) || unlessBroken(() => accessible().value === 'true'),
    explain: () => [environment(true), output(true), accessible(true)],
  };
}

// Nothing is known of a terminal without a name, except on Windows, where none has one.
function canDraw({ TERM = '' }: Settings['env']): boolean {
  return TERM === '' ? process.platform === 'win32' : TERM !== 'dumb';
}

// Without a home there are none, which is no reason to refuse a command that needs nothing of it, such as help.
function preferencesIn(places: () => Places): Preferences {
  let path: string;
  try {
    path = places().preferences;
  } catch (error) {
    if (!isProblem(error)) throw error;
    return {};
  }
  return readPreferences(path);
}

function isOn(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}

function formatOf({ value, origin }: Origin, drawings: readonly string[], places: () => Places): Format | undefined {
  if (value === undefined) return undefined;
  if ((formats as readonly string[]).includes(value)) return value as Format;
  const known = [...formats, ...drawings];
  if (origin.startsWith('preference')) {
    const says = `says output ${JSON.stringify(value)}, which is none of ${known.join(', ')}`;
    throw problem('preferences.broken', { path: places().preferences, says });
  }
  throw problem('usage.flag_value', { flag: origin, rule: known.join(', '), nearest: nearest(value, known) });
}

/** Whether a failure is told as JSON: what was asked for, as far as it can be told while something is wrong. */
export function machineFormat(settings: Settings): boolean {
  return unlessBroken(() => {
    const format = settings.output();
    return format === 'json' || format === 'jsonl' || settings.scanned.has('query');
  });
}

// How a failure is drawn is asked while something is wrong, and that may be the file which says how.
function unlessBroken(asked: () => boolean): boolean {
  try {
    return asked();
  } catch (error) {
    if (!isProblem(error)) throw error;
    return false;
  }
}
