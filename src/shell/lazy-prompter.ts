import type { Prompter } from '../kernel/prompter.ts';
import { isTerminal } from '../terminal/screen.ts';
import { once, onceSync } from './once.ts';
import type { Presenter } from './present.ts';

/** Who asks, loaded with the first question; pain 1 of the field is a tool that waits for an answer nobody will give. */
export function lazyPrompter(noInput: boolean, presenter: Presenter): Prompter {
  // Asked only when something is: looking at standard input loads Node's terminal code.
  const refusal = onceSync(() => {
    if (noInput) return 'asking is off';
    // Both streams have to be a terminal.
    if (!isTerminal(0)) return 'standard input is no terminal';
    return presenter.isTerminal.err ? '' : 'standard error is no terminal';
  });
  const made = once(async () => {
    if (refusal() !== '') return (await import('../terminal/refusing-prompter.ts')).createRefusingPrompter(refusal());
    if (presenter.settings.accessible()) {
      const { createLineReader } = await import('../terminal/line-reader.ts');
      return (await import('../terminal/plain-prompter.ts')).createPlainPrompter(createLineReader(streams()));
    }
    const { createPrompter } = await import('../terminal/prompter.ts');
    return createPrompter(streams(), await presenter.promptScreen());
  });
  // A question is drawn past the presenter, so what stands there for the moment goes first.
  const load = () => {
    presenter.clear();
    return made();
  };
  const streams = () => ({
    input: process.stdin,
    output: process.stderr,
    signals: process,
    // All of the job, as the terminal itself would; Windows knows no jobs.
    stop: process.platform === 'win32' ? undefined : () => process.kill(0, 'SIGTSTP'),
  });
  return {
    get interactive() {
      return refusal() === '';
    },
    get refusal() {
      return refusal();
    },
    confirm: async (question) => (await load()).confirm(question),
    text: async (question) => (await load()).text(question),
    secret: async (question) => (await load()).secret(question),
    choose: async (question) => (await load()).choose(question),
    search: async (question) => (await load()).search(question),
    several: async (question) => (await load()).several(question),
  };
}
