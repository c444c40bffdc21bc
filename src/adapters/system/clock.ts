import type { Clock } from '../../kernel/ports.ts';

/** The machine's time. */
export const systemClock: Clock = () => new Date().toISOString();
