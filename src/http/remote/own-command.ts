import { shellWord } from '../../kernel/shell-word.ts';
import { shellWords } from '../../kernel/shell-words.ts';

const lookers = ['list', 'show', 'dependents', 'history', 'schema', 'secrets', 'check', 'used-by', 'verify'];
const careful = ['remove', 'unshare', 'unlink', 'replace', 'disconnect', 'deactivate', 'unlock'];
const makers = ['add', 'edit', 'connect', 'activate', 'authorize', 'link', 'share'];
/** The commands that a way out may lead to. None of them runs anything else, nor reaches out of the environment. */
const verbs: { readonly [noun: string]: readonly string[] } = {
  connection: [...lookers, ...makers, ...careful],
  export: [...lookers, ...makers, ...careful],
  enrichment: [...lookers, ...makers, ...careful],
  user: ['list', 'add', 'edit'],
  type: lookers,
  keyvault: [...lookers, 'link', 'unlink'],
  audit: ['list', 'verify'],
  environment: ['show', 'list', 'edit'],
};
const alone = ['whoami', 'doctor', 'version', 'login', 'help', 'schema'];

const flags = new Set([
  '--accept-terms',
  '--confirm',
  '--connection',
  '--credential',
  '--columns',
  '--exports',
  '--enrichments',
  '--from',
  '--help',
  '--if-exists',
  '--if-revision',
  '--keep-secrets',
  '--limit',
  '--name',
  '--next',
  '--reason',
  '--role',
  '--secret',
  '--set',
  '--share',
  '--sort',
  '--take-over',
  '--tenant',
  '--timeout',
  '--type',
  '--unset',
  '--url',
  '--wait',
  '--with',
  '--yes',
]);
const risky = new Set(['--yes', '--confirm', '--take-over']);
const placeholder = /^[A-Z][A-Z-]*$/;
const source = /^[A-Za-z][\w.]*=(?:SOURCE|env:VARIABLE|file:PATH|stdin|keyvault:NAME)$/;
const word = /^[^-].{0,199}$/s;

/**
 * Whether a line is one of our own commands, or flags of one, and nothing that a server could want typed for purposes of its
 * own: what takes something away names only what was asked about.
 */
export function isOwnCommand(line: string, asked: (name: string) => boolean): boolean {
  const words = shellWords(line);
  // Any other way to write the same words could mean more to a shell than to us.
  if (words === undefined || words.length === 0 || words.map(shellWord).join(' ') !== line) return false;
  const rest = afterCommand(words);
  if (rest === undefined) return false;
  const grave = careful.includes(words[2] ?? '') || rest.some((it) => risky.has(it));
  return rest.every((it, at) => {
    const flag = rest[at - 1] ?? '';
    if (it.startsWith('-')) return flags.has(it);
    if (flag === '--secret') return source.test(it);
    if (!word.test(it)) return false;
    return !grave || placeholder.test(it) || ['disconnect', 'deactivate', 'skip', 'update'].includes(it) || asked(it);
  });
}

// What follows the command itself; nothing where there is no such command.
function afterCommand([first = '', noun = '', verb = '', ...rest]: readonly string[]): readonly string[] | undefined {
  const all = [noun, verb, ...rest].filter((it) => it !== '');
  if (first.startsWith('--')) return [first, ...all];
  if (first !== 'cinch') return undefined;
  if (alone.includes(noun)) return all.slice(1);
  return Object.hasOwn(verbs, noun) && verbs[noun]?.includes(verb) ? rest : undefined;
}
