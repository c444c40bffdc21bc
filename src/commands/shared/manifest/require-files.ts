import { problem } from '../../../kernel/problem.ts';
import type { Context } from '../../context.ts';

/** The files of a manifest; a person is asked for one where none is given. */
export async function requireFiles(context: Context, files: readonly string[]): Promise<readonly string[]> {
  if (files.length > 0) return files;
  if (!context.prompt.interactive) {
    const help = 'a manifest, a folder of them, or - for standard input';
    throw problem('input.missing', { count: 1, why: '' }, { missing: [{ input: 'file', flag: '--file FILE', help }] });
  }
  const typed = await context.prompt.text({
    message: 'Which manifest?',
    hint: 'a file or a folder of them, as `cinch adopt` writes one',
    judge: (answer) => (answer.trim() === '' ? 'a file or a folder is needed' : undefined),
  });
  return [typed.trim()];
}
