import { issueOf } from '../../kernel/issues.ts';
import { displayKey, isName } from '../../kernel/name.ts';
import { nearest } from '../../kernel/nearest.ts';
import { displayNameIssues } from '../../model/naming.ts';
import { isUserName } from '../../model/user.ts';
import { entriesOf, readerOf } from './entry.ts';
import type { Manifest, StatedConnection, StatedDependent, StatedUser, StatedVault } from './manifest.ts';
import { readConnection, readDependent, readUser } from './read-entries.ts';
import { readVault } from './read-vault.ts';
import { type Finding, placeOf, type Source, type Tree, type TreeEntry } from './tree.ts';

export const manifestKeys = [
  'apiVersion',
  'kind',
  'id',
  'vault',
  'connections',
  'exports',
  'enrichments',
  'users',
  'onRemove',
] as const;
const sections = ['connections', 'exports', 'enrichments', 'users'] as const;
type Section = (typeof sections)[number];

/** The manifest that documents state together, and everything that is wrong with their form. */
export function readManifest(
  trees: readonly Tree[],
  sources: readonly Source[],
): { readonly manifest: Manifest; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  let id: { readonly text: string; readonly at: number } | undefined;
  let vault: { readonly stated: StatedVault | undefined; readonly at: number } | undefined;
  const found: { readonly [S in Section]: Map<string, TreeEntry> } = {
    connections: new Map(),
    exports: new Map(),
    enrichments: new Map(),
    users: new Map(),
  };
  const onRemove = { export: [] as readonly string[], enrichment: [] as readonly string[] };
  for (const tree of trees) {
    const reader = readerOf(tree, '', manifestKeys, findings);
    if (reader.has('apiVersion') && reader.text('apiVersion') !== 'cinch/v1')
      reader.refuse('apiVersion', issueOf('choice', 'apiVersion', { label: '`apiVersion`', choices: ['cinch/v1'] }));
    if (reader.has('kind') && reader.text('kind') !== 'Manifest')
      reader.refuse('kind', issueOf('choice', 'kind', { label: '`kind`', choices: ['Manifest'] }));
    const own = reader.has('id') ? reader.text('id') : undefined;
    const at = reader.places.get('id') ?? tree.at;
    if (own !== undefined && !isName(own)) {
      const says = 'lower-case letters, digits and dashes, at most 80';
      reader.refuse('id', issueOf('format', 'id', { label: '`id`', says, example: 'retail-team' }));
    } else if (own !== undefined && id !== undefined && id.text !== own) {
      reader.refuse('id', issueOf('twice', 'id', { label: 'another `id`', before: placeOf(sources, id.at) }));
    } else if (own !== undefined) id = { text: own, at };
    for (const section of sections) {
      const member = reader.member(section);
      for (const entry of member === undefined ? [] : entriesOf(member, section, findings))
        add(found[section], section, entry);
    }
    const linked = reader.member('vault');
    if (linked !== undefined && vault !== undefined) {
      const detail = { label: '`vault`', before: placeOf(sources, vault.at) };
      reader.refuse('vault', issueOf('twice', 'vault', detail));
    } else if (linked !== undefined) {
      vault = { stated: readVault(linked, findings), at: reader.places.get('vault') ?? linked.at };
    }
    const decisions = reader.member('onRemove');
    if (decisions !== undefined) {
      const inner = readerOf(decisions, 'onRemove', ['exports', 'enrichments'], findings);
      onRemove.export = inner.texts('exports') ?? onRemove.export;
      onRemove.enrichment = inner.texts('enrichments') ?? onRemove.enrichment;
    }
  }
  if (id === undefined && findings.every(({ issue }) => issue.path !== 'id')) {
    const help = 'the name under which the manifest owns what it states';
    findings.push({
      at: trees[0]?.at ?? 0,
      issue: issueOf('missing', 'id', { label: '`id`', help, example: 'retail-team' }),
    });
  }
  const connections = entries(found.connections, (it): StatedConnection => readConnection(it, findings));
  const exports = entries(found.exports, (it): StatedDependent => readDependent('export', it, findings));
  const enrichments = entries(found.enrichments, (it): StatedDependent => readDependent('enrichment', it, findings));
  const users = entries(found.users, (it): StatedUser => readUser(it, findings));
  for (const stated of [connections, exports, enrichments]) sameDisplayNames(stated);
  const stated = vault?.stated === undefined ? {} : { vault: vault.stated };
  return { manifest: { id: id?.text ?? '', ...stated, connections, exports, enrichments, users, onRemove }, findings };

  function add(into: Map<string, TreeEntry>, section: Section, entry: TreeEntry): void {
    const before = into.get(entry.key);
    const path = `${section}.${entry.key}`;
    if (before !== undefined) {
      const detail = { label: `\`${entry.key}\``, before: placeOf(sources, before.at) };
      findings.push({ at: entry.at, issue: issueOf('twice', path, detail) });
      return;
    }
    into.set(entry.key, entry);
    const fits = section === 'users' ? isUserName(entry.key) : isName(entry.key);
    if (fits) return;
    const says =
      section === 'users' ? 'an account name or an address' : 'lower-case letters, digits and dashes, at most 80';
    findings.push({ at: entry.at, issue: issueOf('format', path, { label: 'a name', says }) });
  }

  function sameDisplayNames(stated: readonly (StatedConnection | StatedDependent)[]): void {
    const seen = new Map<string, number>();
    for (const { name, displayName = name, at } of stated) {
      const place = at.get('displayName') ?? at.get('') ?? 0;
      for (const issue of displayNameIssues(displayName)) findings.push({ at: place, issue });
      const before = seen.get(displayKey(displayName));
      if (before === undefined) seen.set(displayKey(displayName), place);
      else {
        const detail = { label: 'that display name', before: placeOf(sources, before) };
        findings.push({ at: place, issue: issueOf('twice', 'displayName', detail) });
      }
    }
  }
}

function entries<T>(found: ReadonlyMap<string, TreeEntry>, read: (entry: TreeEntry) => T): readonly T[] {
  return [...found.values()].sort((one, other) => (one.key < other.key ? -1 : 1)).map(read);
}

/** What is wrong with a reference that leads nowhere. */
export function noSuch(at: number, label: string, key: string, known: Iterable<string>): Finding {
  return { at, issue: issueOf('no-such', key, { label, key, nearest: nearest(key, known) }) };
}
