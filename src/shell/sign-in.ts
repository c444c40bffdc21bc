import { join } from 'node:path';
import { oneAtATime } from '../adapters/system/one-at-a-time.ts';
import { pause } from '../adapters/system/pause.ts';
import type { AppInHand, Context, SignIn } from '../commands/context.ts';
import { accessToken } from '../commands/shared/access-token.ts';
import { openedSecret } from '../commands/shared/opened-secret.ts';
import type { SignInApp } from '../kernel/sign-in.ts';
import type { Environment } from '../model/environment.ts';
import type { ReleasedSecret } from '../model/release.ts';
import type { Settings } from './settings.ts';
import { signInAdapter } from './sign-in-adapter.ts';

interface Parts {
  readonly settings: Settings;
  readonly environment: () => Promise<Environment>;
  readonly vault: Context['vault'];
  readonly now: () => string;
}

const later = (ms: number) => pause(ms, new AbortController().signal);

/** Joins signing in with this machine: its browser, its network and its signals. */
export async function signInHere({ settings, environment, vault, now }: Parts): Promise<SignIn> {
  const adapter = await signInAdapter(settings, false);
  const opened = (secret: ReleasedSecret) => openedSecret({ vault }, secret);
  const inHand = async (app: AppInHand): Promise<SignInApp> => ({
    ...app,
    appSecret: app.appSecret === undefined ? undefined : await opened(app.appSecret),
  });
  return {
    inBrowser: async (app, wait, back) => adapter.inBrowser(await inHand(app), wait, back),
    onDevice: async (app, wait) => adapter.onDevice(await inHand(app), wait),
    accessToken: async (released, again) =>
      accessToken(released, {
        environment: await environment(),
        now,
        pause: later,
        again,
        alone: (connection, work) =>
          oneAtATime(join(settings.places().underWay, `${connection}.lock`), { pause: later, atMostMs: 40_000 }, work),
        opened,
        renewed: async (app, token) => adapter.renewed(await inHand(app), token),
      }),
  };
}
