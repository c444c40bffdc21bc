import { isProblem, type Problem } from '../../kernel/problem.ts';
import type { Vault } from '../../kernel/vault.ts';
import type { CheckedSecret } from '../../model/checked-secret.ts';
import { stateOf } from '../../model/key-vault.ts';
import type { VaultReference } from '../../model/vault-reference.ts';
import type { Context } from '../context.ts';

// As many as a vault answers at ease; its limit is far above.
const atOnce = 6;
// Where one look met these, every other would: the rest is told without another wait.
const whole =
  /^keyvault\.(?:unreachable|untrusted|silent|walled|refused|no_credential|sign_in|sign_in_waits|throttled|failing|cut)$/;

/** Looks at every secret that is referred to, each once, a few at a time. "Could not look" is never "not there". */
export async function checkReferences(
  context: Context,
  references: readonly VaultReference[],
  days: number,
): Promise<readonly CheckedSecret[]> {
  const groups = [
    ...Map.groupBy(references, ({ secret, version }) => `${secret.toLowerCase()}/${version ?? ''}`).values(),
  ];
  const found: CheckedSecret[] = [];
  let vault: Promise<Vault> | undefined;
  let outage: Problem | undefined;
  let at = 0;
  let done = 0;
  const now = context.clock();
  async function work(): Promise<void> {
    for (let mine = at++; mine < groups.length; mine = at++) {
      const uses = groups[mine] as readonly VaultReference[];
      const { secret = '', version = null } = uses[0] ?? {};
      found[mine] = { source: 'keyvault', secret, version, ...(await look(secret, version)), ...stopping(uses) };
      done += 1;
      context.progress.step('vault', done, groups.length);
    }
  }
  async function look(secret: string, version: string | null) {
    try {
      if (outage !== undefined) throw outage;
      vault ??= context.vault();
      const seen = await (await vault).look(secret, version ?? undefined);
      return { ...told(stateOf(seen, now, days), seen), expiresAt: seen.expiresAt };
    } catch (error) {
      if (!isProblem(error)) throw error;
      if (whole.test(error.code)) outage ??= error;
      const result = results[error.code] ?? 'unreachable';
      return { result, detail: error.detail, expiresAt: null };
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, groups.length) }, work));
  return found;
}

const results: { readonly [code: string]: CheckedSecret['result'] } = {
  'keyvault.secret_missing': 'missing',
  'keyvault.secret_off': 'disabled',
};

function told(
  state: ReturnType<typeof stateOf>,
  { startsAt, expiresAt }: { startsAt: string | null; expiresAt: string | null },
) {
  const words = {
    usable: expiresAt === null ? 'it never expires' : `it expires at ${expiresAt}`,
    expiring: `it expires at ${expiresAt}`,
    expired: `it expired at ${expiresAt}`,
    'not yet': `it holds from ${startsAt} on`,
    disabled: 'it is disabled in the vault',
  };
  return { result: state, detail: words[state] };
}

function stopping(uses: readonly VaultReference[]) {
  const names = (kind: 'exports' | 'enrichments') => [
    ...new Set(uses.flatMap((use) => use[kind].map(({ name }) => name))),
  ];
  return {
    connections: uses.map(({ name, field }) => ({ name, field })),
    exports: names('exports'),
    enrichments: names('enrichments'),
  };
}
