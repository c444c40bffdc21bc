import { importFinding } from '../../../kernel/import-finding.ts';
import { problem } from '../../../kernel/problem.ts';
import { type SecretValue, secretValue } from '../../../kernel/secret-value.ts';
import { withFlags } from '../../../kernel/with-flags.ts';
import type { ImportSummary } from '../../../model/import-summary.ts';
import type { Plan } from '../../../model/plan.ts';
import { currentTerms } from '../../../model/terms.ts';
import { type Imported, lacksNoSetting } from '../../../plan/import/imported.ts';
import { manifestText } from '../../../plan/import/manifest-text.ts';
import { manifestOf } from '../../../plan/import/parts.ts';
import { createTally } from '../../../plan/import/summarised.ts';
import type { Context } from '../../context.ts';
import type { Outcome } from '../../define.ts';
import { askTerms } from '../asking/terms.ts';
import { commandLine } from '../command-line.ts';
import { agreed, refuseBlocked, sameCommand } from '../manifest/before-carrying-out.ts';
import { carryOut } from '../manifest/carry-out.ts';
import { type LoadedManifest, loadTexts } from '../manifest/load-manifest.ts';
import { planDocument } from '../manifest/plan-file.ts';
import { planLoaded, type SecretSource, variablesOf } from '../manifest/plan-manifest.ts';
import { readiness } from '../manifest/promoted.ts';
import type { ImportGiven } from './import-given.ts';
import type { ImportRead } from './read-source.ts';
import { everyOne, exitOf, summaryOf } from './write-import.ts';

/** What it goes by besides what every import does. */
export interface Applying {
  readonly 'with-secrets': boolean;
  readonly 'take-over': boolean;
  readonly 'keep-secrets': boolean;
  /** Whether anything of it was asked. */
  readonly asked: boolean;
  /** The line itself, with the terms that were agreed to. */
  readonly line: (terms: string | undefined) => string;
}

// A plan is whole in memory, and its rehearsal one transaction.
const mostApplied = 100_000;

/**
 * Carries the import out, through a plan as everything that is stated. What still needs something stays behind and is
 * named; everything else comes over.
 */
export async function applyImport(
  context: Context,
  given: ImportGiven,
  read: ImportRead,
  applying: Applying,
): Promise<Outcome> {
  const all = await everyOne(read, given, mostApplied);
  // Whoever brings connections from elsewhere is often new here.
  if (!context.common.dryRun) await context.environmentToChange();
  const secrets = await secretsOf(context, all, applying['with-secrets']);
  const loaded = await loadedFrom(context, given, all);
  const decided = { ...applying, 'spare-own': true, prune: false, exports: [], enrichments: [] } as const;
  const planOf = (it: LoadedManifest) => planLoaded(context, it, decided, secrets.source);
  const first = await planOf(loaded);
  const lacking = lackingIn(first);
  const goes = lacking.size === 0 ? loaded : without(loaded, lacking);
  const agreedTo = lacksTermsAlone(first) ? await termsFor(context) : undefined;
  const changed = agreedTo !== undefined || lacking.size > 0;
  const plan = changed ? await planOf(withTerms(goes, agreedTo)) : first;
  const command = applying.line(agreedTo ?? given.terms);
  if (plan.counts.blocked > 0) refuseBlocked(plan, `${command} --dry-run`);
  const tally = createTally(context.answersWhole);
  for (const it of all) tally.add(turnedOut(it, lacking, secrets.unread));
  const summary = summaryOf(tally, given, read);
  // What stays behind is known before anything is agreed to; where secrets come from, the plan says.
  await context.tell('ImportSummary', { ...summary, secrets: [] });
  const flag = await agreed(context, plan, command);
  const applied = await carryOut(context, await planDocument(context, plan), command, secrets.source);
  const data: ImportSummary = { ...summary, applied };
  const held =
    !applying['with-secrets'] && all.some(({ line, found }) => lacking.has(line.name ?? '') && found.size > 0);
  const next = [
    ...(held ? [withFlags(command, '--with-secrets')] : []),
    ...(context.common.dryRun ? [] : readiness(plan).waits)
      .slice(0, 5)
      .map((name) => commandLine('connection authorize', [name])),
  ];
  const same = sameCommand(command, flag, applying.asked || agreedTo !== undefined);
  return { kind: 'ImportSummary', data, drawing: 'changes', exit: exitOf(data), next, ...same };
}

async function loadedFrom(context: Context, { id }: ImportGiven, all: readonly Imported[]): Promise<LoadedManifest> {
  const whole = all.filter(lacksNoSetting);
  return loadTexts(context, [{ path: `manifest ${id}`, text: manifestText(manifestOf(id, whole)) }], []);
}

interface Secrets {
  readonly source: SecretSource;
  /** Variables whose secret the file holds in a form that cannot be read. */
  readonly unread: ReadonlySet<string>;
}

/** Secrets of the file where that is wanted, and from variables what it does not hold. */
async function secretsOf(context: Context, all: readonly Imported[], wanted: boolean): Promise<Secrets> {
  const variables = variablesOf(context);
  const unread = new Set<string>();
  if (!wanted) return { source: variables, unread };
  const values = new Map<string, SecretValue>();
  const reveal = await context.obscured();
  for (const [variable, { value, obscured }] of all.flatMap(({ found }) => [...found])) {
    const plain = obscured ? reveal(value) : value;
    if (plain === undefined || plain.includes('\0')) unread.add(variable);
    else values.set(variable, secretValue(plain));
  }
  return { source: async (field, variable) => values.get(variable) ?? variables(field, variable), unread };
}

type Lacking = ReadonlyMap<string, readonly string[]>;
const ofSecrets = ['secret-unset', 'secret-missing'];

/** Connections that wait for a secret and for nothing else that is not asked, with its fields. */
function lackingIn({ lines }: Plan): Lacking {
  const found = lines.flatMap(({ name, blocked = [], secrets }) => {
    const codes = blocked.map(({ code }) => code);
    const only =
      codes.some((it) => ofSecrets.includes(it)) && codes.every((it) => [...ofSecrets, 'terms-missing'].includes(it));
    return only ? [[name, secrets.filter(({ is }) => is === 'unset').map(({ field }) => field)] as const] : [];
  });
  return new Map(found);
}

function without(loaded: LoadedManifest, names: Lacking): LoadedManifest {
  const { manifest } = loaded;
  const connections = manifest.connections.filter((it) => !names.has(it.name));
  return { ...loaded, manifest: { ...manifest, connections } };
}

// Whether the agreement is all that stops what else could come over.
function lacksTermsAlone({ lines }: Plan): boolean {
  const lacking = lackingIn({ lines } as Plan);
  const codes = lines.flatMap(({ name, blocked = [] }) => (lacking.has(name) ? [] : blocked.map(({ code }) => code)));
  return codes.length > 0 && codes.every((code) => code === 'terms-missing');
}

async function termsFor(context: Context): Promise<string> {
  if (context.prompt.interactive) return askTerms(context, 'sends');
  throw problem('consent.needed', { version: currentTerms(), imports: false });
}

function withTerms(loaded: LoadedManifest, terms: string | undefined): LoadedManifest {
  if (terms === undefined) return loaded;
  const { manifest, types } = loaded;
  const connections = manifest.connections.map((it) =>
    types.get(it.type)?.consent === 'none' ? it : { ...it, terms },
  );
  return { ...loaded, manifest: { ...manifest, connections } };
}

/** An entry as it turned out: what lacks a secret did not come over. */
function turnedOut(it: Imported, lacking: Lacking, unread: ReadonlySet<string>): Imported {
  const { line, holes, found } = it;
  const told = holes.flatMap(({ variable }) =>
    unread.has(variable) ? [{ key: found.get(variable)?.key ?? '', ...importFinding('not-obscured', {}) }] : [],
  );
  // What a variable brought is there; what neither the file nor a variable holds is missing.
  const fields = lacking.get(line.name ?? '') ?? (lacksNoSetting(it) ? [] : undefined);
  if (fields === undefined) return { ...it, line: { ...line, told: [...line.told, ...told] } };
  const missing = holes
    .filter(({ field }) => fields.includes(field))
    .map(({ field, variable }) => {
      const label = line.missing.find((lack) => lack.field === field)?.label ?? field;
      return { field, label, value: variable };
    });
  const result = line.result === 'unsupported' ? line.result : missing.length > 0 ? 'incomplete' : 'imported';
  return { ...it, line: { ...line, result, missing, told: [...line.told, ...told] } };
}
