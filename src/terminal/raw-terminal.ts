import { brackets } from './keys.ts';
import type { Streams } from './streams.ts';

export interface RawTerminal {
  /** Stops the program as Ctrl-Z does elsewhere, with the terminal as it was. */
  suspend(): void;
  /** Leaves the terminal as it was. */
  giveBack(): void;
}

export interface RawParts {
  readonly hear: (bytes: Buffer | string) => void;
  /** Whether pastes shall come in brackets; asking for that writes a sequence. */
  readonly bracketed: boolean;
  /** The program is about to stop. */
  readonly stopping: () => void;
  /** It goes on. */
  readonly goingOn: () => void;
}

// A stop that the kernel does not carry out, because no shell waits for it, is noticed by still being there.
const stillThereMs = 50;

/** Takes the terminal key by key, without it showing anything of its own. */
export function takeTerminal({ input, output, signals, stop }: Streams, parts: RawParts): RawTerminal {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  function take(): void {
    // Off first: after a stop the shell has set it otherwise, and only a change is carried out.
    input.setRawMode(false);
    input.setRawMode(true);
    if (parts.bracketed) output.write(brackets.on);
    input.on('data', parts.hear).resume();
  }

  function release(): void {
    input.off('data', parts.hear).pause();
    if (parts.bracketed) output.write(brackets.off);
    input.setRawMode(false);
  }

  function suspend(): void {
    if (stop === undefined || stopped) return;
    stopped = true;
    parts.stopping();
    release();
    signals.off('SIGTSTP', suspend);
    stop();
    timer = setTimeout(goOn, stillThereMs);
  }

  function goOn(): void {
    clearTimeout(timer);
    if (stopped) signals.on('SIGTSTP', suspend);
    else release();
    stopped = false;
    take();
    parts.goingOn();
  }

  take();
  signals.on('SIGCONT', goOn);
  if (stop !== undefined) signals.on('SIGTSTP', suspend);
  return {
    suspend,
    giveBack() {
      clearTimeout(timer);
      signals.off('SIGCONT', goOn).off('SIGTSTP', suspend);
      if (!stopped) release();
    },
  };
}
