import type { Imported } from './imported.ts';

/** So many entries stand in one file: far below the size that is refused when it is read. */
export const mostInPart = 5_000;

/** Entries as a manifest that stands alone and goes together with the others of its name. */
export function manifestOf(id: string, them: readonly Imported[]): object {
  const connections = them.flatMap(({ line, entry }) =>
    line.name === null || entry === undefined ? [] : [[line.name, entry] as const],
  );
  return { apiVersion: 'cinch/v1', kind: 'Manifest', id, connections: Object.fromEntries(connections) };
}

/** Values that are still to be given, and the variables of secrets, as remarks in a file of values. */
export function valuesOf(them: readonly Imported[]): string {
  const lacks = them.flatMap(({ line, holes }) =>
    line.missing.flatMap(({ field, value, label }) =>
      holes.some((it) => it.field === field) ? [] : [`# ${value}: ${label} of ${line.name}\n`],
    ),
  );
  const waits = them.flatMap(({ holes }) =>
    holes.map(({ variable, connection, field }) => `# ${variable}: ${field} of ${connection}\n`),
  );
  const head = waits.length === 0 ? '' : '# Secrets come from variables, set where the plan is carried out:\n';
  return `${lacks.join('')}${head}${waits.join('')}`;
}
