import { expect, test } from '@jest/globals';
import { adoptedTexts } from '../../../../src/commands/shared/manifest/adopted-files.ts';
import { readTrees } from '../../../../src/commands/shared/manifest/yaml-tree.ts';
import { readManifest } from '../../../../src/plan/manifest/read-manifest.ts';

const entries = (count: number, entry: { readonly [key: string]: string }) =>
  Object.fromEntries(Array.from({ length: count }, (_, at) => [`n${at}`, entry]));

const adopted = {
  manifest: {
    apiVersion: 'cinch/v1',
    kind: 'Manifest',
    id: 'retail',
    vault: { url: 'https://contoso.vault.azure.net' },
    connections: entries(5, { type: 'mailchimp' }),
    exports: entries(4, { connection: 'n1' }),
    enrichments: {},
    users: entries(1, { role: 'viewer' }),
  },
  values: {},
  holes: [],
} as const;

async function read(texts: readonly string[]) {
  const found = await Promise.all(texts.map((text, at) => readTrees(`${at}.yaml`, text, at * 1_000)));
  const { manifest, findings } = readManifest(
    found.flatMap(({ trees }) => trees),
    found.map(({ source }) => source),
  );
  const bare = (things: readonly { readonly at: unknown }[]) => things.map(({ at: _, ...thing }) => thing);
  const { connections, exports, users, ...rest } = manifest;
  return { findings, ...rest, connections: bare(connections), exports: bare(exports), users: bare(users) };
}

test('what is adopted from a large environment is written in parts that state together what one would', async () => {
  const whole = await adoptedTexts(adopted);
  const parted = await adoptedTexts(adopted, 3);

  expect([whole.manifests.length, parted.manifests.length]).toEqual([1, 4]);
  expect((await read(whole.manifests)).findings).toEqual([]);
  expect(await read(parted.manifests)).toEqual(await read(whole.manifests));
});

test('an environment with nothing in it is a manifest that states nothing', async () => {
  const { manifests } = await adoptedTexts({
    ...adopted,
    manifest: { ...adopted.manifest, connections: {}, exports: {}, users: {} },
  });

  expect(manifests).toHaveLength(1);
  expect((await read(manifests)).findings).toEqual([]);
});
