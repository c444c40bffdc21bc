import { type SecretStorage, secretStorages } from '../../../model/environment-record.ts';
import type { Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';
import { refuseForRole } from '../refuse-for-role.ts';
import { askEnvironmentDisplayName, askProduction, askTenant } from './environment.ts';
import {
  answersOf,
  type EnvironmentDraft,
  type EnvironmentEdits,
  editsOf,
  type TypedEdits,
  typedOf,
} from './environment-draft.ts';
import { reviewed } from './review.ts';
import { untilSaved } from './until-saved.ts';

const keeps: { readonly [S in (typeof secretStorages)[number]]: string } = {
  keychain: 'of the system',
  passphrase: 'CINCH_PASSPHRASE, or asked',
  'key-file': 'the file that CINCH_KEY_FILE names',
};

/** Shows what there is to change of an environment, asks again what is chosen, and saves what is different. */
export async function askEnvironmentEdits(
  context: Context,
  save: (edits: EnvironmentEdits, typed: TypedEdits | undefined) => Promise<Outcome>,
): Promise<Outcome> {
  const environment = await refuseForRole(context, { change: 'environment.edit' });
  const before = await environment.query('environment.show', {});
  const review = (draft: EnvironmentDraft) =>
    reviewed(context, draft, {
      answers: (now) => answersOf(before, now),
      again: (now, key) => askAgain(context, now, key),
      save: 'save it',
      what: 'the edit of the environment',
    });
  const { displayName, production, tenant, secretStorage } = before;
  return untilSaved(context, {
    draft: await review({ displayName, production, tenant, secretStorage }),
    mend: review,
    save: (now) => save(editsOf(before, now), typedOf(before, now)),
  });
}

async function askAgain(context: Context, now: EnvironmentDraft, key: string): Promise<EnvironmentDraft> {
  switch (key) {
    case 'display name':
      return { ...now, displayName: await askEnvironmentDisplayName(context, now.displayName) };
    case 'production':
      return { ...now, production: await askProduction(context, now.production) };
    case 'tenant':
      return { ...now, tenant: await askTenant(context, now.tenant) };
    case 'storage':
      return { ...now, another: false, secretStorage: await askStorage(context, now.secretStorage) };
    case 'passphrase':
      return { ...now, another: now.another !== true };
    default:
      return { ...now, rotate: now.rotate !== true };
  }
}

function askStorage(context: Context, before: SecretStorage | null): Promise<SecretStorage> {
  return context.prompt.choose<SecretStorage>({
    message: 'What keeps the key of the secrets?',
    choices: secretStorages.map((storage) => ({ value: storage, label: storage, aside: keeps[storage] })),
    ...(before === null ? {} : { initial: before }),
  });
}
