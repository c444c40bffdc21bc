/** Marks parts of a text for a person: green done, red failed, yellow warning, cyan names, dim asides, strong heads. */
export interface TerminalPaint {
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  name(text: string): string;
  dim(text: string): string;
  strong(text: string): string;
}

interface LinkingPaint extends TerminalPaint {
  link(text: string, url: string): string;
  readonly links: boolean;
}

const same = (text: string) => text;

/**
 * The paint of a colour level: 0 none, 1 sixteen colours, 2 two hundred and fifty-six, 3 all. Chalk loads from 1 on. The
 * terminal's own colours are used at every level, so that its owner has chosen what reads on its background.
 */
export async function createPaint(level: 0 | 1 | 2 | 3, links = false): Promise<LinkingPaint> {
  const linking = { links, link: links ? linked : same };
  if (level === 0) return { ...linking, good: same, bad: same, warn: same, name: same, dim: same, strong: same };
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level });
  return {
    ...linking,
    good: (text) => chalk.green(text),
    bad: (text) => chalk.red(text),
    warn: (text) => chalk.yellow(text),
    name: (text) => chalk.cyan(text),
    dim: (text) => chalk.dim(text),
    strong: (text) => chalk.bold(text),
  };
}

// Only what can neither end the sequence nor lead elsewhere than its text would: a plain https address.
const plainAddress = /^https:\/\/[\w.-]+(?::\d+)?(?:\/[\w./~%+,=&?#-]*)?$/;

/** OSC 8: a text that opens an address. */
function linked(text: string, url: string): string {
  return plainAddress.test(url) ? `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\` : text;
}
