import { createVault } from '../adapters/key-vault/vault.ts';
import { systemClock } from '../adapters/system/clock.ts';
import { pause } from '../adapters/system/pause.ts';
import type { Progress } from '../kernel/progress.ts';
import type { Vault } from '../kernel/vault.ts';
import type { VaultLink } from '../model/key-vault.ts';
import type { Presenter } from './present.ts';
import { silentOnce } from './silent-once.ts';

const usualSeconds = 30;

/** A key vault over the network, with whoever sits here to sign in to it. */
export function openVault(
  link: VaultLink,
  { settings, show }: Pick<Presenter, 'settings' | 'show'>,
  { attended, progress }: { readonly attended: boolean; readonly progress: Progress },
): Vault {
  const asked = createVault(link, {
    env: settings.env,
    clock: systemClock,
    pause,
    attended,
    deadlineMs: Number(settings.scanned.value('timeout') ?? usualSeconds) * 1000,
    // Without it nobody could sign in, so it is shown however quiet the run is.
    tellCode: (at, code) => void show('DeviceCode', { at, code }),
  });
  const vault = silentOnce(asked);
  return { ...vault, list: () => progress.during('vault', vault.list()) };
}
