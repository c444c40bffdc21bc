import { fstatSync } from 'node:fs';
// As a whole: the build fetches it at its first use, which it cannot do for a class that is imported by name.
import tty from 'node:tty';

type Variables = { readonly [name: string]: string | undefined };

const usualColumns = 80;

/** Whether a file descriptor is a terminal. The cheap question comes first: a pipe or file never loads `tty`. */
export function isTerminal(fd: number): boolean {
  try {
    return fstatSync(fd).isCharacterDevice() && tty.isatty(fd);
  } catch {
    return false;
  }
}

/** How many columns a terminal has: `COLUMNS` where it is set, else what the terminal says, else 80. */
export function terminalColumns(fd: number, env: Variables): number {
  const wished = Number(env.COLUMNS);
  if (Number.isSafeInteger(wished) && wished > 0) return wished;
  try {
    const stream = new tty.WriteStream(fd);
    const { columns } = stream;
    stream.destroy();
    return columns > 0 ? columns : usualColumns;
  } catch {
    return usualColumns;
  }
}

/**
 * How many colours may be used: 0 none, 1 sixteen, 2 two hundred and fifty-six, 3 all.
 * `FORCE_COLOR` wins, as in Node itself; then a filled `NO_COLOR` (no-color.org); then what the terminal claims to be.
 */
export function colourLevel(terminal: boolean, env: Variables): 0 | 1 | 2 | 3 {
  const forced = env.FORCE_COLOR;
  if (forced !== undefined) return forcedLevels[forced] ?? 0;
  if ((env.NO_COLOR ?? '') !== '' || !terminal || env.TERM === 'dumb') return 0;
  if (/^(?:truecolor|24bit)$/i.test(env.COLORTERM ?? '')) return 3;
  if (/-256(?:color)?$/i.test(env.TERM ?? '')) return 2;
  if ((env.TERM ?? '') !== '' || (env.COLORTERM ?? '') !== '') return 1;
  // The console of Windows sets no TERM and has understood all colours since Windows 10.
  return env.OS === 'Windows_NT' ? 3 : 0;
}

const forcedLevels: { readonly [value: string]: 0 | 1 | 2 | 3 } = { '': 1, true: 1, '1': 1, '2': 2, '3': 3 };

/**
 * Whether more than ASCII can be drawn: lines, dots, arrows. The old console of Windows and the console of Linux cannot
 * show them, and a locale that is not UTF-8 says that the terminal would garble them.
 */
export function hasUnicode(env: Variables): boolean {
  const filled = (name: string) => (env[name] ?? '') !== '';
  if (env.OS === 'Windows_NT') {
    const known = ['WT_SESSION', 'TERM_PROGRAM', 'ConEmuPID', 'ConEmuTask', 'TERMINUS_SUBLIME'].some(filled);
    return known || /^(?:xterm|alacritty|rxvt-unicode)/.test(env.TERM ?? '') || filled('TERMINAL_EMULATOR');
  }
  if (env.TERM === 'linux') return false;
  const locale = ['LC_ALL', 'LC_CTYPE', 'LANG'].find(filled);
  return locale === undefined || /utf-?8/i.test(env[locale] ?? '');
}

const linkingPrograms = ['iTerm.app', 'WezTerm', 'vscode', 'ghostty', 'Hyper'];

/**
 * Whether a text can be made to open an address (OSC 8). Only terminals that are known for it are trusted with it;
 * `FORCE_HYPERLINK` decides for others, `NO_HYPERLINKS` against all. A pipe, a dumb terminal and CI never get any.
 */
export function hasLinks(terminal: boolean, env: Variables): boolean {
  const filled = (name: string) => (env[name] ?? '') !== '';
  if (!terminal || env.TERM === 'dumb' || filled('CI')) return false;
  if (filled('FORCE_HYPERLINK')) return !/^(?:0|false)$/.test(env.FORCE_HYPERLINK ?? '');
  if (filled('NO_HYPERLINKS')) return false;
  if (linkingPrograms.includes(env.TERM_PROGRAM ?? '') || env.TERM === 'xterm-kitty') return true;
  // The library behind GNOME's terminals crashes on a link in its version 0.50.0.
  if (Number(env.VTE_VERSION) > 5000) return true;
  return ['WT_SESSION', 'KONSOLE_VERSION', 'KITTY_WINDOW_ID', 'DOMTERM'].some(filled);
}
