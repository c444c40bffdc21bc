import type { Prompter } from '../kernel/ports.ts';
import { problem } from '../kernel/problem.ts';
import { secretValue } from '../kernel/secret-value.ts';

/** Asks on the terminal, drawn on stderr so that stdout stays data. Ctrl-C ends the run with nothing half done. */
export function createPrompter(): Prompter {
  const ask = async <T>(question: () => Promise<T>): Promise<T> => {
    try {
      return await question();
    } catch (error) {
      if (error instanceof Error && /^(?:ExitPromptError|AbortPromptError|CancelPromptError)$/.test(error.name)) {
        throw problem('interrupted', { signal: 'SIGINT' });
      }
      throw error;
    }
  };
  const context = { output: process.stderr };
  return {
    interactive: true,
    refusal: '',
    confirm: (message) =>
      ask(async () => (await import('@inquirer/prompts')).confirm({ message, default: false }, context)),
    text: (message) => ask(async () => (await import('@inquirer/prompts')).input({ message }, context)),
    secret: (message) =>
      ask(async () =>
        secretValue(
          await (await import('@inquirer/prompts')).password({ message, mask: false, toggleMask: false }, context),
        ),
      ),
  };
}
