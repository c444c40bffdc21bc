import { exitCodes } from '../../kernel/exit-codes.ts';
import { wrap } from '../../kernel/wrap.ts';
import { termsText, termsVersions } from '../../model/terms.ts';
import { grid } from '../block.ts';

const columns = 80;

/** Paragraphs wrapped to 80 columns; those that begin with two spaces, commands and lists, stay as they are. */
function page(title: string, ...paragraphs: readonly string[]): string {
  const blocks = paragraphs.map((it) => (it.startsWith('  ') ? it.replace(/\n$/, '') : wrap(it, columns).join('\n')));
  return `${[title, ...blocks].join('\n\n')}\n`;
}

/** What `help TOPIC` shows. */
export const topics: { readonly [topic: string]: { readonly summary: string; readonly text: () => string } } = {
  removal: {
    summary: 'What happens to what uses a connection when it goes',
    text: () =>
      page(
        'Removing a connection',
        'A connection that an export or an active enrichment uses is not removed until you say what becomes of each of them. See them first:',
        '  cinch connection dependents NAME\n  cinch connection remove NAME --exports disconnect --dry-run',
        'Exports: `disconnect` keeps the settings and stops the export, `move:OTHER` puts it on another connection of the same type, `remove` removes it. Enrichments: `deactivate` keeps the settings and stops it, `move:OTHER` and `remove` as above. A word alone decides for all of a kind; `NAME=CHOICE` decides for one; both can be combined:',
        '  cinch connection remove old-drop --exports disconnect --exports vip=move:new-drop \\\n      --enrichments deactivate --confirm old-drop',
        'All of it happens in one step or not at all. What began to use the connection meanwhile blocks the removal, and nothing has changed. An enrichment that is inactive already blocks nothing; it loses the connection.',
        'To move everything at once: `cinch connection replace OLD --with NEW --remove-old`. Removing something in use asks for `--confirm NAME`; something unused for `--yes`.',
      ),
  },
  sharing: {
    summary: 'Who may use a connection, and what they see of it',
    text: () =>
      page(
        'Sharing a connection',
        'An export connection is for administrators alone until it is shared: with all contributors, or with contributors by name. Enrichment connections can always be used by administrators and contributors, so there is nothing to share.',
        '  cinch connection share NAME --with contributors\n  cinch connection share NAME --with user:ana@contoso.example\n  cinch connection unshare NAME --with contributors --yes',
        'Contributors see the name, display name and type of what is shared with them, and nothing inside: no host, no user, no secret. They manage every export on a shared connection, not only their own.',
        'After unsharing they keep seeing those exports and can no longer change them. Sharing changes no export.',
        'To see what someone else sees: `cinch connection list --as USER`.',
      ),
  },
  secrets: {
    summary: 'How secrets are given, kept and changed',
    text: () =>
      page(
        'Secrets',
        'A secret is never given as a value on the command line, where the shell history and the process list would keep it. Say where it comes from; exactly one line end is taken off, and an empty one is refused:',
        '  --secret password=env:SFTP_PASSWORD     a variable\n  --secret privateKey=file:/path/to/key       a file\n  --secret token=stdin                    standard input\n  --secret password=prompt                asked without being shown',
        'A stored secret is sealed with AES-256-GCM before it touches a disk, bound to its connection and field. The key is kept in one of three ways, chosen at the first secret or with `cinch environment edit --secret-storage`: `keychain` (of the operating system), `passphrase` (`CINCH_PASSPHRASE`, or asked), or `key-file` (`CINCH_KEY_FILE`, made when it is not there). Without any of them a secret is refused: there is no silent fallback.',
        '  cinch environment edit --secret-storage key-file   keep the key elsewhere\n  cinch environment edit --rotate                     seal everything with a new key',
        'A secret is never shown again, not even to who gave it. When a field that says where it is sent changes, such as the host, it has to be given again, or kept knowingly with `--keep-secrets`.',
        'A backup holds the sealed secrets. It opens with the passphrase or key file of its day; keys in a keychain do not travel with it.',
      ),
  },
  'exit-codes': {
    summary: 'What each exit code means',
    text: () => `Exit codes\n\n${grid(exitCodes.map(({ code, means }) => [String(code), means]))}`,
  },
  scripting: {
    summary: 'JSON, exit codes, and running without questions',
    text: () =>
      page(
        'Scripting',
        'stdout is data or empty; everything else is on stderr. `-o json` gives one document with `apiVersion` and `kind` for reads and changes, and one problem document (RFC 9457) on stderr for failures. `cinch schema KIND` prints its JSON Schema. `--query` takes JMESPath:',
        "  cinch connection list -o json --query 'items[?locked].name'\n  cinch connection list -o name | xargs -n1 cinch connection show",
        'Formats that a program reads are whole unless `--limit` is given; then `next` leads to the following page. Tables come 50 rows at a time.',
        'Without a terminal, with `CI` set, or with `--no-input`, nothing is ever asked: the command ends with exit code 3 and lists everything that is missing with the flag that gives it.',
        '  cinch connection add sftp "Nightly drop" --hostname sftp.partner.example \\\n      --username svc --secret password=env:P --accept-terms 2026-11 --if-exists update',
        'A second run of the same command says `unchanged`. `--if-revision N` refuses when someone else changed it meanwhile; `--dry-run` does everything and takes it back.',
        'Variables: CINCH_HOME moves preferences and stores, CINCH_ENVIRONMENT, CINCH_OUTPUT, CINCH_NO_INPUT, CINCH_PASSPHRASE, CINCH_KEY_FILE. A flag beats a variable, a variable beats a preference; `cinch config explain` shows which won.',
      ),
  },
  terms: {
    summary: 'What `--accept-terms` agrees to, and its versions',
    text: () =>
      page(
        `Terms of ${termsVersions.at(-1)}`,
        'For connections that send data:',
        ...termsText.sends,
        'For connections that bring data in:',
        ...termsText.imports,
        `Agree with \`--accept-terms ${termsVersions.at(-1)}\`. Who agreed, when, and to which version is kept with the connection. Versions that are accepted: ${termsVersions.join(', ')}.`,
      ),
  },
};
