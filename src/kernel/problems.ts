import { accessProblems } from './problems/access.ts';
import { callerProblems } from './problems/caller.ts';
import { childProblems } from './problems/child.ts';
import { connectionProblems } from './problems/connection.ts';
import { consentProblems } from './problems/consent.ts';
import { editorProblems } from './problems/editor.ts';
import type { Entry } from './problems/entry.ts';
import { environmentProblems } from './problems/environment.ts';
import { importProblems } from './problems/import.ts';
import { inputProblems } from './problems/input.ts';
import { keyVaultProblems } from './problems/key-vault.ts';
import { loginProblems } from './problems/login.ts';
import { machineProblems } from './problems/machine.ts';
import { planProblems } from './problems/plan.ts';
import { referenceProblems } from './problems/reference.ts';
import { remoteProblems } from './problems/remote.ts';
import { requestProblems } from './problems/request.ts';
import { runProblems } from './problems/run.ts';
import { secretProblems } from './problems/secret.ts';
import { servingProblems } from './problems/serving.ts';
import { sharingProblems } from './problems/sharing.ts';
import { signInProblems } from './problems/sign-in.ts';
import { signedInProblems } from './problems/signed-in.ts';
import { storeProblems } from './problems/store.ts';
import { syncProblems } from './problems/sync.ts';
import { testProblems } from './problems/test.ts';
import { typeProblems } from './problems/type.ts';
import { usageProblems } from './problems/usage.ts';

/** Every expected failure once: its title, HTTP status, exit code, and the words for a person. */
export const problems = {
  ...usageProblems,
  ...inputProblems,
  ...editorProblems,
  ...consentProblems,
  ...accessProblems,
  ...callerProblems,
  ...referenceProblems,
  ...sharingProblems,
  ...connectionProblems,
  ...testProblems,
  ...typeProblems,
  ...secretProblems,
  ...keyVaultProblems,
  ...runProblems,
  ...signInProblems,
  ...signedInProblems,
  ...loginProblems,
  ...childProblems,
  ...planProblems,
  ...importProblems,
  ...environmentProblems,
  ...syncProblems,
  ...servingProblems,
  ...storeProblems,
  ...machineProblems,
  ...requestProblems,
  ...remoteProblems,
} as const satisfies Record<string, Entry<never>>;
