import { exitCodes } from '../../kernel/exit-codes.ts';
import type { Page } from './page.ts';

export const page: Page = {
  title: 'Exit codes',
  blocks: [exitCodes.map(({ code, means }) => [String(code), means] as const)],
};
