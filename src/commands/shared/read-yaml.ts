import { isProblem, problem } from '../../kernel/problem.ts';
import type { Context } from '../context.ts';
import { lineAndColumn, mostCharacters, parseYaml } from './parse-yaml.ts';

// Further uses of an anchor: more than a person writes, fewer than a bomb of nested ones needs.
const mostAliases = 50;

/** What a YAML or JSON file holds, `-` being standard input. A refusal says where, and never quotes: a line may hold a secret. */
export async function readYaml(context: Context, path: string): Promise<unknown> {
  const text = await context.readText(path);
  const shown = path === '-' ? 'standard input' : path;
  if (text.length > mostCharacters)
    throw problem('input.file', { path: shown, says: `is longer than ${mostCharacters} characters` });
  try {
    const { document, faults } = await parseYaml(text);
    const [fault] = faults;
    if (fault === undefined) return document.toJS({ maxAliasCount: mostAliases });
    const { line, column } = lineAndColumn(text, fault.at);
    throw problem('input.file', { path: shown, says: `is no YAML at line ${line}, column ${column}: ${fault.says}` });
  } catch (error) {
    if (isProblem(error)) throw error;
    // What the package throws besides: an alias without its anchor, too many of them, or nesting without end.
    const says = 'uses aliases that lead nowhere or multiply, or nests too deeply';
    throw problem('input.file', { path: shown, says });
  }
}
