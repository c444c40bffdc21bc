import { userInfo } from 'node:os';
import { problem } from '../../kernel/problem.ts';

/** The machine's account, as the system has it: variables such as USER can be set by anyone. */
export function machineAccount(): string {
  try {
    return userInfo().username;
  } catch {
    throw problem('identity.unnamed', { account: `uid ${process.getuid?.() ?? '?'}` });
  }
}
