import type { Ending } from '../../kernel/ports.ts';
import { pause } from './pause.ts';

type Signals = Pick<NodeJS.Process, 'on' | 'off'>;

/** The exit codes of shells for who is told to end. */
const codes = { SIGINT: 130, SIGTERM: 143 } as const;

/**
 * Hears that this process is told to end, once: whoever asks twice does not want to wait. What stands on the terminal for
 * the moment is cleared before time passes.
 */
export function hearEnding(signals: Signals, clear: () => void): Ending {
  const end = new AbortController();
  let code: number | undefined;
  const deafen = () => {
    for (const name of Object.keys(codes)) signals.off(name, heard);
  };
  const heard = (signal: NodeJS.Signals) => {
    deafen();
    code = codes[signal as keyof typeof codes];
    end.abort();
  };
  for (const name of Object.keys(codes)) signals.on(name as NodeJS.Signals, heard);
  return {
    code: () => code,
    pause(ms) {
      clear();
      return pause(ms, end.signal);
    },
    close: deafen,
  };
}
