import { catalog } from '../catalog/index.ts';
import { nearest } from '../kernel/nearest.ts';
import { problem } from '../kernel/problem.ts';
import { documentKinds, documentSchema } from '../model/documents/documents.ts';
import { defineCommand } from './define.ts';

export default defineCommand({
  path: 'schema',
  summary: 'Print the JSON Schema of a document',
  description: `Every document names its kind: \`"kind": "ConnectionList"\`. Kinds: ${documentKinds.join(', ')}.`,
  args: [
    {
      name: 'kind',
      help: 'Kind of document, Manifest, or TypeDeclaration for a type of your own',
      completes: documentKinds,
    },
  ],
  flags: {},
  examples: [
    { run: 'schema ConnectionList', does: 'what `connection list -o json` answers with' },
    { run: 'schema Problem', does: 'what a failure says with `-o json`' },
    { run: 'schema manifest > manifest.schema.json', does: 'what editors complete and check a manifest with' },
    { run: 'schema TypeDeclaration', does: 'what `type add` takes' },
  ],

  async run({ args }) {
    const kind = documentKinds.find((it) => it.toLowerCase() === args.kind.toLowerCase());
    const schema = kind === 'Manifest' ? await schemaOfManifests() : documentSchema(kind ?? '');
    if (schema === undefined)
      throw problem('usage.unknown_word', {
        kind: 'kind of document',
        typed: args.kind,
        nearest: nearest(args.kind, documentKinds),
        known: documentKinds,
        command: 'schema',
      });
    return { kind: 'Schema', data: schema };
  },
});

async function schemaOfManifests(): Promise<object> {
  const { manifestSchema } = await import('../plan/manifest/manifest-schema.ts');
  return manifestSchema(await Promise.all(catalog.map(({ load }) => load())));
}
