import { check, misplacedSecrets } from '../../fields/check.ts';
import type { ConnectionType } from '../../fields/connection-type.ts';
import { readable } from '../../fields/edited.ts';
import type { Issue } from '../../kernel/issue.ts';
import { issueOf } from '../../kernel/issues.ts';
import { displayNameIssues } from '../../model/naming.ts';
import type { KnownTypes, Manifest, StatedConnection, StatedDependent } from './manifest.ts';
import { noSuch } from './read-manifest.ts';
import type { Finding } from './tree.ts';
import { isOpen } from './values.ts';

/** What is wrong with a manifest in the light of the declarations: types, settings, secrets, sharing. `known` are all type ids. */
export function judgeTypes(
  manifest: Manifest,
  types: KnownTypes,
  known: readonly string[],
  typeOf: (it: StatedDependent) => string | undefined = (it) => statedType(it, manifest),
): readonly Finding[] {
  return [
    ...manifest.connections.flatMap((it) => judgeConnection(it, types.get(it.type), known)),
    ...[...manifest.exports, ...manifest.enrichments].flatMap((it) => judgeDependent(it, typeOf(it), types, known)),
  ];
}

/** The type of an export or enrichment, as far as the manifest tells. */
export function statedType({ type, connection }: StatedDependent, { connections }: Manifest): string | undefined {
  return type ?? connections.find(({ name }) => name === connection)?.type;
}

function judgeConnection(it: StatedConnection, type: ConnectionType | undefined, known: readonly string[]): Finding[] {
  const at = (path: string) => it.at.get(path) ?? it.at.get('') ?? 0;
  if (it.type === '') return [];
  if (type === undefined) return [noSuch(at('type'), 'connection type', it.type, known)];
  const found: Finding[] = [];
  const tell = (path: string, issue: Issue) => void found.push({ at: at(path), issue });
  if (!type.addable) {
    const says =
      type.usesType === undefined ? 'has no connections of its own' : `uses connections of type ${type.usesType}`;
    tell('type', issueOf('refused', 'type', { label: type.label, says }));
    return found;
  }
  for (const issue of displayNameIssues(it.displayName ?? it.name, type.displayName)) tell('displayName', issue);
  const settings = it.settings ?? {};
  if (it.settings !== undefined) {
    const checked = check(type.fields, settings);
    const judged = checked.ok ? [] : checked.issues.filter(({ path }) => !isOpen(settings[path]));
    for (const issue of judged) tell(`settings.${issue.path}`, asInFile(issue, type, settings));
  }
  if (it.settings !== undefined)
    for (const issue of misplacedSecrets(type.fields, readable(type.fields, settings), Object.keys(it.secrets)))
      tell(issue.path, issue);
  for (const [field, reference] of Object.entries(it.secrets)) {
    if ('fromEnv' in reference || type.fields[field]?.kind !== 'secret') continue;
    if (type.keyVault?.fills.includes(field) === true) continue;
    const says = `of ${type.label} cannot come from the key vault; use \`{ fromEnv: VARIABLE }\``;
    tell(`secrets.${field}`, issueOf('refused', `secrets.${field}`, { label: `\`${field}\``, says }));
  }
  if (!type.shareable && it.share?.some((word) => word !== 'administrators') === true) {
    const says = 'is not shared: every contributor may use it anyway, or nobody may';
    tell('share', issueOf('refused', 'share', { label: `a connection to ${type.label}`, says }));
  }
  return found;
}

function judgeDependent(
  it: StatedDependent,
  id: string | undefined,
  types: KnownTypes,
  known: readonly string[],
): Finding[] {
  const at = (path: string) => it.at.get(path) ?? it.at.get('') ?? 0;
  if (id === undefined || id === '') return [];
  const type = types.get(id);
  if (type === undefined) return it.type === undefined ? [] : [noSuch(at('type'), 'connection type', id, known)];
  if (type.purpose !== it.kind) {
    const says =
      type.purpose === 'miscellaneous' ? 'serves neither exports nor enrichments' : `serves ${type.purpose}s`;
    const path = it.type === undefined ? 'connection' : 'type';
    return [{ at: at(path), issue: issueOf('refused', path, { label: type.label, says }) }];
  }
  if (it.settings === undefined) return [];
  const checked = check(type.usage, it.settings, 'partial');
  const issues = checked.ok ? [] : checked.issues.filter(({ path }) => !isOpen(it.settings?.[path]));
  return issues.map((issue) => ({ at: at(`settings.${issue.path}`), issue }));
}

// A file has no flags: a secret among the settings belongs under `secrets`. What looks like a number is one, and `0123` is 123.
function asInFile(issue: Issue, type: ConnectionType, settings: { readonly [key: string]: unknown }): Issue {
  const isNoText = ['number', 'boolean'].includes(typeof settings[issue.path]);
  if (issue.code === 'kind' && isNoText && type.fields[issue.path]?.kind === 'text')
    return issueOf('kind', issue.path, { label: type.fields[issue.path]?.label, wanted: 'text: put it in quotes' });
  if (issue.code !== 'secret-as-setting') return issue;
  const wanted = `under \`secrets\`, as \`${issue.path}: { fromEnv: VARIABLE }\``;
  return issueOf('kind', issue.path, { label: type.fields[issue.path]?.label, wanted: `${wanted}, never a value` });
}
