type Signals = Pick<NodeJS.Process, 'on' | 'off'>;

/** The exit codes of shells for who is told to end. */
const ends = { SIGINT: 130, SIGTERM: 143 } as const;

/** Waits until this process is told to end, and answers with the exit code of that; SIGHUP only renews. */
export function untilTold(signals: Signals, renew: () => void): Promise<number> {
  return new Promise((resolve) => {
    const end = (signal: NodeJS.Signals) => {
      // Whoever asks twice does not want to wait.
      for (const name of Object.keys(ends)) signals.off(name, end);
      signals.off('SIGHUP', renew);
      resolve(ends[signal as keyof typeof ends]);
    };
    for (const name of Object.keys(ends)) signals.on(name as NodeJS.Signals, end);
    signals.on('SIGHUP', renew);
  });
}
