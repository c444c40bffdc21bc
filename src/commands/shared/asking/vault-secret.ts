import { isProblem } from '../../../kernel/problem.ts';
import type { Choice } from '../../../kernel/prompter.ts';
import type { VaultSecret } from '../../../kernel/vault.ts';
import { referenceText, stateOf, usualDays } from '../../../model/key-vault.ts';
import type { Context } from '../../context.ts';
import type { SourcedSecret } from '../given.ts';

/** Asks for a secret of the key vault by a list that typing narrows (R28). Nothing where the vault shows none, which is told. */
export async function askVaultSecret(context: Context): Promise<SourcedSecret | undefined> {
  let found: readonly VaultSecret[];
  try {
    found = await (await context.vault()).list();
  } catch (error) {
    if (!isProblem(error) || !/^(?:keyvault\.|proxy\.unusable$)/.test(error.code)) throw error;
    await context.show('Problem', error);
    return undefined;
  }
  const now = context.clock();
  const choices = found.map((secret) => choiceOf(secret, now));
  if (choices.every(({ closed }) => closed !== undefined)) {
    context.io.note(choices.length === 0 ? 'the key vault shows no secrets' : 'no secret of the key vault can be used');
    return undefined;
  }
  const name = await context.prompt.search({
    message: 'Which secret of the key vault?',
    find: async (typed) => choices.filter(({ value }) => value.toLowerCase().includes(typed.trim().toLowerCase())),
  });
  return { secret: { keyVault: name }, source: referenceText(name, undefined) };
}

// What cannot be used is shown all the same, so that nobody looks for it elsewhere.
function choiceOf(secret: VaultSecret, now: string): Choice<string> {
  const { name, expiresAt, startsAt } = secret;
  const choice = { value: name, label: name };
  switch (stateOf(secret, now, usualDays)) {
    case 'disabled':
      return { ...choice, closed: 'disabled in the vault' };
    case 'expired':
      return { ...choice, closed: `expired at ${expiresAt}` };
    case 'not yet':
      return { ...choice, closed: `holds from ${startsAt} on` };
    case 'expiring':
      return { ...choice, aside: `expires soon: ${expiresAt}` };
    case 'usable':
      return expiresAt === null ? choice : { ...choice, aside: `expires ${expiresAt}` };
  }
}
