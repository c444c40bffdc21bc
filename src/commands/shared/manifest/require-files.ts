import { problem } from '../../../kernel/problem.ts';

/** Asks for a manifest where none is given; there is nothing to choose it from. */
export function requireFiles(files: readonly string[]): void {
  if (files.length > 0) return;
  const missing = [
    { input: 'file', flag: '--file FILE', help: 'a manifest, a folder of them, or - for standard input' },
  ];
  throw problem('input.missing', { count: 1, why: '' }, { missing });
}
