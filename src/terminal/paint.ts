/** Marks parts of a text for a person: green done, red failed, yellow warning, cyan names, dim asides, strong heads. */
export interface TerminalPaint {
  good(text: string): string;
  bad(text: string): string;
  warn(text: string): string;
  name(text: string): string;
  dim(text: string): string;
  strong(text: string): string;
}

const same = (text: string) => text;

/** The paint of a colour level: 0 none, 1 sixteen colours, 2 two hundred and fifty-six, 3 all. Chalk loads from 1 on. */
export async function createPaint(level: 0 | 1 | 2 | 3): Promise<TerminalPaint> {
  if (level === 0) return { good: same, bad: same, warn: same, name: same, dim: same, strong: same };
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level });
  return {
    good: (text) => chalk.green(text),
    bad: (text) => chalk.red(text),
    warn: (text) => chalk.yellow(text),
    name: (text) => chalk.cyan(text),
    dim: (text) => chalk.dim(text),
    strong: (text) => chalk.bold(text),
  };
}
