import type { Column } from './column.ts';

/** One environment that this machine knows. */
interface EnvironmentItem {
  readonly name: string;
  /** Whether commands use it when none is named. */
  readonly current: boolean;
  readonly displayName: string;
  readonly production: boolean;
  readonly connections: number;
  /** The file or address behind it. */
  readonly location: string;
  /** Why it cannot be read, where it cannot; then nothing else but its name and place is known. */
  readonly fault: string | null;
}

export const empty = 'There is no environment yet; make one with `cinch environment add NAME`';

export const columns: readonly Column<EnvironmentItem>[] = [
  { key: 'name', header: 'NAME', value: (item) => item.name, shrink: 3 },
  { key: 'current', header: 'CURRENT', value: (item) => (item.current ? 'current' : '') },
  { key: 'displayName', header: 'DISPLAY NAME', value: (item) => item.displayName, shrink: 2 },
  { key: 'production', header: 'KIND', value: (item) => (item.production ? 'production' : '') },
  {
    key: 'connections',
    header: 'CONNECTIONS',
    value: (item) => (item.fault === null ? String(item.connections) : ''),
    brief: (item) => (item.fault === null ? String(item.connections) : 'unknown'),
    align: 'right',
  },
  { key: 'location', header: 'LOCATION', value: (item) => item.location, shrink: 1 },
  { key: 'fault', header: 'FAULT', value: (item) => item.fault ?? '', shrink: 2 },
];
