// Builds dist/: one chunk a command, packages bundled, Node's own modules fetched when first used.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import * as esbuild from 'esbuild';

const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

// The launcher prints the version without reading a file, so the build keeps it in step.
const launcher = readFileSync('bin/cinch.js', 'utf8');
const current = launcher.replace(/^const version = '.*';$/m, `const version = '${version}';`);
if (current !== launcher) writeFileSync('bin/cinch.js', current);

// Costly to load, so their functions fetch the module at their first call.
const lazy = new Set([
  'child_process',
  'crypto',
  'tty',
  'os',
  'http',
  'https',
  'net',
  'tls',
  'zlib',
  'stream',
  'readline',
  'worker_threads',
]);

/** An ESM import of `node:fs` reads every export and with them some 34 modules; this one reads what is used. */
const builtins = {
  name: 'builtins',
  setup(build) {
    const names = new Set(
      builtinModules.flatMap((name) => [name, `node:${name}`]).concat(['node:sqlite', 'node:test']),
    );
    build.onResolve({ filter: /.*/ }, ({ path }) =>
      names.has(path) ? { path: path.replace(/^node:/, ''), namespace: 'builtin' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => {
      const found = process.getBuiltinModule(`node:${path}`) ?? process.getBuiltinModule(path);
      const keys = Object.keys(found).filter((key) => /^[A-Za-z_$][\w$]*$/.test(key) && key !== 'default');
      const get = `process.getBuiltinModule('node:${path}')`;
      const member = (key) =>
        lazy.has(path) && typeof found[key] === 'function' && !/^[A-Z]/.test(key)
          ? `export const ${key} = (...args) => ${get}.${key}(...args);`
          : `export const ${key} = /* @__PURE__ */ (() => ${get}.${key})();`;
      const whole = lazy.has(path)
        ? `export default /* @__PURE__ */ new Proxy({}, { get: (_, key) => ${get}[key], has: (_, key) => key in ${get} });`
        : `export default /* @__PURE__ */ ${get};`;
      return { contents: [whole, ...keys.map(member)].join('\n'), loader: 'js' };
    });
  },
};

/** conf's validator and its formats are for schemas, which cinch does not give it; they cost a third of a start. */
const noValidator = {
  name: 'no-validator',
  setup(build) {
    build.onResolve({ filter: /^ajv(-formats)?(\/.*)?$/ }, ({ path, importer }) =>
      /node_modules[\\/]conf[\\/]/.test(importer) ? { path, namespace: 'no-validator' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'no-validator' }, () => ({
      contents:
        'export class Ajv2020 { constructor() { throw new Error("conf was given a schema"); } }; export default Ajv2020;',
      loader: 'js',
    }));
  },
};

/** The table gives cli-table3 one-column stand-ins alone and measures real text itself; this spares emoji tables at every list. */
const plainWidth = {
  name: 'plain-width',
  setup(build) {
    build.onResolve({ filter: /^string-width$/ }, ({ path, importer }) =>
      /node_modules[\\/]cli-table3[\\/]/.test(importer) ? { path, namespace: 'plain-width' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'plain-width' }, () => ({
      contents: 'module.exports = (text) => text.length;',
      loader: 'js',
    }));
  },
};

rmSync('dist', { recursive: true, force: true });
const result = await esbuild.build({
  entryPoints: { main: 'src/main.ts' },
  outdir: 'dist',
  bundle: true,
  splitting: true,
  minify: true,
  metafile: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  chunkNames: 'chunks/[name]-[hash]',
  external: ['@napi-rs/keyring'],
  plugins: [builtins, noValidator, plainWidth],
  define: { 'process.env.CINCH_VERSION': JSON.stringify(version) },
  banner: { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" },
  legalComments: 'none',
  logLevel: 'warning',
});
writeFileSync('dist/meta.json', JSON.stringify(result.metafile));
