import type { Clock } from '../../kernel/ports.ts';

export type Level = 'info' | 'warn' | 'error';

/** What a line tells of one request: nothing that a header, a query or a body said. */
export interface Answered {
  readonly requestId: string;
  readonly method: string;
  readonly route: string;
  readonly status: number;
  readonly ms: number;
  readonly caller: string | null;
}

export interface Log {
  request(line: Answered): void;
  /** Something else that happened, by a word of ours. */
  event(level: Level, event: string, about?: Readonly<Record<string, string | number>>): void;
}

/** One JSON object a line. */
export function createLog(write: (line: string) => void, clock: Clock): Log {
  const line = (level: Level, about: object) => write(`${JSON.stringify({ time: clock(), level, ...about })}\n`);
  return {
    request: (answered) => line(answered.status >= 500 ? 'error' : 'info', { event: 'request', ...answered }),
    event: (level, event, about = {}) => line(level, { event, ...about }),
  };
}
