import { openBrowser } from '../adapters/child/browser.ts';
import { createSignIn, type SignInAdapter } from '../adapters/sign-in/sign-in.ts';
import { pause } from '../adapters/system/pause.ts';
import { proxiedFetch } from '../adapters/system/proxied-fetch.ts';
import { unguessable } from '../adapters/system/unguessable.ts';
import { pages } from '../views/sign-in-page.ts';
import type { Settings } from './settings.ts';

/** Signing in with this machine: its browser, its network and its signals. `here`: the service is on this machine too. */
export async function signInAdapter({ env }: Settings, here: boolean): Promise<SignInAdapter> {
  return createSignIn({
    ask: await proxiedFetch(env),
    ...(here ? { loopback: true } : {}),
    signals: process,
    pages,
    unguessable,
    pause,
    openBrowser: (address) => openBrowser(address, { env, platform: process.platform }),
  });
}
