import type { LongWork } from '../kernel/progress.ts';
import { figure } from './count.ts';

const words: { readonly [W in LongWork]: string } = {
  judge: 'judging the changes',
  write: 'writing the records',
  enter: 'writing the audit trail',
  read: 'reading the records',
  records: 'checking the records',
  trail: 'checking the audit trail',
  structure: 'checking the structure of the store',
  copy: 'copying the store',
  seal: 'sealing the secrets again',
  key: 'making the key of the secrets from the passphrase',
  test: 'testing the connections',
  busy: 'waiting for another process that writes',
  vault: 'asking the key vault',
  server: 'waiting for the server',
  sides: 'reading both environments',
  sync: 'bringing the changes over',
};

/** How far long work has come, or else for how long it goes on; with neither, that it does. */
export function text(work: LongWork, seconds: number, done?: number, total?: number): string {
  if (done !== undefined)
    return `${words[work]}: ${figure(done)} ${total === undefined ? 'so far' : `of ${figure(total)}`}`;
  return seconds > 0 ? `${words[work]}: ${seconds} s` : `${words[work]} ...`;
}
