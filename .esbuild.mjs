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
const lazy = new Set(['child_process', 'crypto', 'tty', 'os']);

/**
 * An ESM import of `node:fs` reads every export and with them some 34 modules; this one reads what is used. Each importer
 * has a copy of its own, or else every start would fetch whatever any file of the program uses.
 */
const builtins = {
  name: 'builtins',
  setup(build) {
    const names = new Set(
      builtinModules.flatMap((name) => [name, `node:${name}`]).concat(['node:sqlite', 'node:test']),
    );
    build.onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
      if (!names.has(path)) return undefined;
      const name = path.replace(/^node:/, '');
      return kind === 'require-call'
        ? { path: name, namespace: 'required' }
        : { path: `${name}?for=${importer}`, namespace: 'builtin' };
    });
    build.onLoad({ filter: /.*/, namespace: 'required' }, ({ path }) => {
      const get = `process.getBuiltinModule('node:${path}')`;
      const late = `new Proxy({}, { get: (_, key) => ${get}[key], has: (_, key) => key in ${get} })`;
      return { contents: `module.exports = ${lazy.has(path) ? late : get};`, loader: 'js' };
    });
    build.onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => {
      const name = path.replace(/\?for=.*$/s, '');
      const found = process.getBuiltinModule(`node:${name}`);
      const get = `process.getBuiltinModule('node:${name}')`;
      // The names alone are asked for: reading the members would load what this is meant to spare.
      const members = Object.getOwnPropertyNames(found).filter(
        (key) => /^[A-Za-z_$][\w$]*$/.test(key) && key !== 'default',
      );
      const member = (key) =>
        lazy.has(name) && typeof found[key] === 'function' && !/^[A-Z]/.test(key)
          ? `export const ${key} = (...args) => ${get}.${key}(...args);`
          : `export const ${key} = /* @__PURE__ */ (() => ${get}.${key})();`;
      const whole = lazy.has(name)
        ? `export default /* @__PURE__ */ new Proxy({}, { get: (_, key) => ${get}[key], has: (_, key) => key in ${get} });`
        : `export default /* @__PURE__ */ (() => ${get})();`;
      return { contents: [whole, ...members.map(member)].join('\n'), loader: 'js' };
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

/** A CommonJS package that is loaded when first used shows only its `default` in a split bundle; this adds the names Node gives. */
const names = {
  name: 'names',
  setup(build) {
    build.onResolve({ filter: /^[@a-z]/ }, ({ path, kind, importer }) =>
      kind === 'dynamic-import' && /[\\/]src[\\/]/.test(importer) && commonJs.has(path)
        ? { path, namespace: 'names' }
        : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'names' }, async ({ path }) => {
      const found = Object.keys(await import(path)).filter(
        (name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== 'default',
      );
      const contents = `import all from '${path}'; export default all; export const { ${found.join(', ')} } = all;`;
      return { contents, loader: 'js', resolveDir: process.cwd() };
    });
  },
};
const commonJs = new Set(['yaml', 'ajv/dist/2020.js']);

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
  plugins: [builtins, noValidator, plainWidth, names],
  define: { 'process.env.CINCH_VERSION': JSON.stringify(version) },
  banner: { js: "import{createRequire as __r}from'node:module';const require=__r(import.meta.url);" },
  legalComments: 'none',
  logLevel: 'warning',
});
writeFileSync('dist/meta.json', JSON.stringify(result.metafile));
