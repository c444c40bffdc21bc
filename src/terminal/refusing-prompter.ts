import { problem } from '../kernel/problem.ts';
import type { Prompter } from '../kernel/prompter.ts';

/** Answers every question with what is missing, where nobody can be asked. */
export function createRefusingPrompter(refusal: string): Prompter {
  const refuse = async (): Promise<never> => {
    throw problem('input.missing', { count: 1, why: refusal });
  };
  return {
    interactive: false,
    refusal,
    confirm: refuse,
    text: refuse,
    secret: refuse,
    choose: refuse,
    search: refuse,
    several: refuse,
  };
}
