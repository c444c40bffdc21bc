import { chmodSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { execa } from 'execa';
import { parse } from 'yaml';

const root = fileURLToPath(new URL('../../', import.meta.url));
const blocks = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/```yaml\n# ([\w ]+)\n(.*?)```/gs)];
const home = mkdtempSync(join(tmpdir(), 'cinch-pipeline-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

/** Every text that a pipeline of the README hands to a shell. */
function scriptsOf(name: string): readonly string[] {
  const block = blocks.find(([, title]) => title === name)?.[2];
  const found: string[] = [];
  const walk = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, it] of Object.entries(value)) {
      if ((key === 'run' || key === 'inlineScript') && typeof it === 'string') found.push(it);
      else walk(it);
    }
  };
  walk(parse(block ?? ''));
  return found;
}

beforeAll(() => {
  symlinkSync(join(root, 'bin/cinch.js'), join(home, 'cinch'));
  symlinkSync(process.execPath, join(home, 'node'));
  writeFileSync(join(home, 'gh'), '#!/bin/sh\ncat "$5"\n');
  chmodSync(join(home, 'gh'), 0o755);
  writeFileSync(
    join(home, 'connections.yaml'),
    'id: retail\nconnections:\n  drop:\n    type: sftp\n    settings: { hostname: "${partner}", username: svc }\n    secrets: { password: { fromEnv: SFTP_PASSWORD } }\n    terms: "2026-11"\n',
  );
  writeFileSync(join(home, 'prod.values.yaml'), 'partner: sftp.partner.example\n');
});

describe.each([
  ['GitHub Actions', 'github'],
  ['Azure Pipelines', 'azure'],
])('the pipeline for %s', (name, folder) => {
  const run = async (script: string, variables: object = {}) => {
    const { stdout, stderr, exitCode } = await execa('bash', ['-e', '-c', script], {
      cwd: home,
      extendEnv: false,
      reject: false,
      stdin: 'ignore',
      env: {
        PATH: `${home}:${process.env.PATH}`,
        HOME: home,
        CI: 'true',
        CINCH_HOME: join(home, folder),
        CINCH_PASSPHRASE: 'correct horse',
        SFTP_PASSWORD: 'canary-5ecret-99aa',
        PULL_REQUEST: 'https://example.com/pull/1',
        GITHUB_SHA: 'abc123',
        BUILD_SOURCEVERSION: 'abc123',
        BUILD_REASON: 'IndividualCI',
        ...variables,
      },
    });
    expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining('error')]);
    return stdout;
  };

  test('plans as a comment, carries out what is merged, and changes nothing the second time', async () => {
    const scripts = scriptsOf(name);
    expect(scripts.length).toBeGreaterThan(0);
    await run('cinch environment add prod');

    for (const script of scripts) await run(script);
    expect(readFileSync(join(home, 'plan.md'), 'utf8')).toContain('<code>drop</code>');
    expect(await run('cinch audit list --limit 1')).toContain('abc123');
    const before = await run('cinch environment show --query revision');
    for (const script of scripts) await run(script, { BUILD_REASON: 'PullRequest' });
    for (const script of scripts) await run(script);
    expect(await run('cinch environment show --query revision')).toBe(before);
    expect(readFileSync(join(home, 'plan.md'), 'utf8')).toContain('1 the same');
  });
});
