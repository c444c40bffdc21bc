import { spawn } from 'node:child_process';

interface Surroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: string;
}

/**
 * Opens an address in the person's browser, where there is a screen for one. Whether that works is not waited for: the
 * address stands on the terminal too.
 */
export function openBrowser(address: string, { env, platform }: Surroundings): void {
  // Never through a shell, and never anything that is no web address.
  if (!/^https?:\/\//.test(address)) return;
  const [program, ...args] = openerOf(platform);
  const screen = platform === 'darwin' || platform === 'win32';
  if (!screen && (env.DISPLAY ?? '') === '' && (env.WAYLAND_DISPLAY ?? '') === '') return;
  const child = spawn(program, [...args, address], {
    stdio: 'ignore',
    detached: true,
    env: Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('CINCH_'))),
  });
  child.on('error', () => undefined);
  child.unref();
}

function openerOf(platform: string): readonly [string, ...string[]] {
  if (platform === 'darwin') return ['open'];
  return platform === 'win32' ? ['rundll32', 'url.dll,FileProtocolHandler'] : ['xdg-open'];
}
