import { importResults, importSources } from '../import-summary.ts';
import { count, list, map, object, oneOf, orNull, type Shape, text, yesNo } from './shapes.ts';

const line = object({
  source: text,
  line: orNull(count),
  result: oneOf(...importResults),
  name: orNull(text),
  type: orNull(text),
  why: orNull(text),
  missing: list(object({ field: text, label: text, value: text })),
  told: list(object({ key: text, code: text, says: text })),
});

/** What became of a file of another tool, with the manifest, the files or the changes that came of it. */
export const importSummary = (changes: Shape): Shape =>
  object(
    {
      from: oneOf(...importSources),
      file: text,
      manifest: text,
      counts: object(Object.fromEntries(['entries', ...importResults, 'told', 'secrets'].map((key) => [key, count]))),
      entries: list(line),
      secrets: list(object({ variable: text, connection: text, field: text, inFile: yesNo })),
    },
    {
      columns: list(object({ column: text, field: orNull(text) })),
      files: list(text),
      document: object({ apiVersion: text, kind: text, id: text, connections: map({ type: 'object' }) }),
      applied: changes,
    },
  );
