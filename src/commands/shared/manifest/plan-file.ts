import { canonical } from '../../../kernel/canonical.ts';
import { problem } from '../../../kernel/problem.ts';
import type { Plan, PlannedChange } from '../../../model/plan.ts';
import type { Context } from '../../context.ts';

/** A plan as a document: what it holds, and a sum that shows accidents. Whoever carries it out judges everything again. */
export async function planDocument(context: Context, plan: Plan): Promise<Plan & { readonly checksum: string }> {
  return { ...plan, checksum: await checksumOf(context, plan) };
}

// A plan of 100,000 things is a tenth of that.
const mostMb = 500;

/** Reads a plan that was written with `--out`. */
export async function readPlanFile(context: Context, path: string): Promise<Plan & { readonly checksum: string }> {
  const text = await context.readText(path, mostMb);
  const unusable = (says: string) => problem('plan.unusable', { path: path === '-' ? 'standard input' : path, says });
  const { apiVersion, kind, checksum, ...plan } = objectOf(text, unusable);
  if (apiVersion !== 'cinch/v1' || kind !== 'Plan') throw unusable('is no plan');
  if (plan.format !== 1) throw unusable(`has the format ${String(plan.format).slice(0, 20)}, and this cinch knows 1`);
  if (checksum !== (await checksumOf(context, plan))) throw unusable('was changed after it was made; plan again');
  if (!isPlan(plan)) throw unusable('does not hold what a plan holds');
  return { ...plan, checksum: String(checksum) };
}

async function checksumOf(context: Context, plan: object): Promise<string> {
  return (await context.digest())(canonical(plan));
}

function objectOf(text: string, unusable: (says: string) => Error): { readonly [key: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  } catch {
    // Said below, without a word of what stands there.
  }
  throw unusable('is not JSON');
}

// What a plan may do, and the member by which each change names its subject. Nothing else is carried out from a file.
const subjects: { readonly [change: string]: string } = {
  'connection.add': 'name',
  'connection.edit': 'connection',
  'connection.rename': 'connection',
  'connection.lock': 'connection',
  'connection.unlock': 'connection',
  'connection.remove': 'connection',
  'export.add': 'name',
  'export.edit': 'dependent',
  'export.connect': 'dependent',
  'export.disconnect': 'dependent',
  'export.remove': 'dependent',
  'enrichment.add': 'name',
  'enrichment.edit': 'dependent',
  'enrichment.connect': 'dependent',
  'enrichment.activate': 'dependent',
  'enrichment.deactivate': 'dependent',
  'enrichment.remove': 'dependent',
  'keyvault.link': 'url',
  'user.add': 'name',
  'user.edit': 'user',
  'user.remove': 'user',
};
const texts = ['change', 'type', 'displayName', 'name', 'connection', 'dependent', 'user', 'role', 'reason', 'terms'];
const more = ['schedule', 'tenant', 'manifest', 'url', 'credential'];
const lists = ['share', 'unset', 'exports', 'command'];
const maps = ['settings', 'set'];
const switches = ['keepSecrets', 'takeOver'];

function isPlan(plan: { readonly [key: string]: unknown }): plan is Plan & { readonly [key: string]: unknown } {
  const { environment, lines, batches, counts, manifest } = plan;
  return (
    typeof manifest === 'string' &&
    isObject(environment) &&
    typeof environment.id === 'string' &&
    typeof environment.displayName === 'string' &&
    Number.isSafeInteger(environment.revision) &&
    isObject(counts) &&
    Array.isArray(lines) &&
    lines.every(isLine) &&
    Array.isArray(batches) &&
    batches.every((batch) => Array.isArray(batch) && batch.every(isPlannedChange))
  );
}

function isLine(line: unknown): boolean {
  if (!isObject(line) || typeof line.name !== 'string' || typeof line.kind !== 'string') return false;
  return typeof line.action === 'string' && Array.isArray(line.fields) && Array.isArray(line.secrets);
}

function isPlannedChange(change: unknown): change is PlannedChange {
  if (!isObject(change) || typeof change.change !== 'string') return false;
  const subject = Object.hasOwn(subjects, change.change) ? subjects[change.change] : undefined;
  if (subject === undefined || typeof change[subject] !== 'string') return false;
  return Object.entries(change).every(([key, value]) => {
    if (texts.includes(key) || more.includes(key)) return typeof value === 'string';
    if (lists.includes(key)) return Array.isArray(value) && value.every((it) => typeof it === 'string');
    if (maps.includes(key)) return isObject(value);
    if (switches.includes(key)) return value === true;
    if (key === 'ifRevision') return Number.isSafeInteger(value);
    return key === 'secrets' && isObject(value) && Object.values(value).every(isReference);
  });
}

function isReference(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { fromEnv, keyVault, version, ...others } = value;
  if (Object.keys(others).length > 0) return false;
  if (typeof fromEnv === 'string') return keyVault === undefined && version === undefined;
  return typeof keyVault === 'string' && (version === undefined || typeof version === 'string');
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
