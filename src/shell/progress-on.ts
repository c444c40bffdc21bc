import type { Progress } from '../kernel/progress.ts';
import { createProgress, type Showing, type ShownProgress } from '../terminal/progress.ts';
import { terminalColumns } from '../terminal/screen.ts';
import { text } from '../views/progress.ts';
import type { Presenter } from './present.ts';
import { machineFormat } from './settings.ts';

/** Progress on the terminal that a presenter writes to. */
export function progressOn(presenter: Presenter): Progress {
  const { settings } = presenter;
  const shown: ShownProgress = createProgress({
    write: presenter.passing(() => shown.erase()),
    nowMs: Date.now,
    every(ms, tick) {
      const timer = setInterval(tick, ms);
      return () => clearInterval(timer);
    },
    showing(): Showing {
      if (settings.scanned.has('quiet') || machineFormat(settings) || !presenter.isTerminal.err) return 'nothing';
      return settings.accessible() ? 'once' : 'drawn';
    },
    columns: () => terminalColumns(2, settings.env),
    words: text,
  });
  return shown;
}
