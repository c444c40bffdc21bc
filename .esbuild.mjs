// Builds dist/: one chunk a command, packages bundled, Node's own modules fetched when first used.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as esbuild from 'esbuild';
import { eager } from './.eager.mjs';

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
        lazy.has(name) &&
        typeof Object.getOwnPropertyDescriptor(found, key)?.value === 'function' &&
        !/^[A-Z]/.test(key)
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
const commonJs = new Set(['yaml', 'ajv/dist/2020.js', 'undici']);

/** ssh2 works without what it would compile for the machine, and finds out by failing to load it. */
const noCompiled = {
  name: 'no-compiled',
  setup(build) {
    build.onResolve({ filter: /^cpu-features$|\.node$/ }, ({ path, importer }) =>
      /node_modules[\\/]ssh2[\\/]/.test(importer) ? { path, namespace: 'no-compiled' } : undefined,
    );
    build.onLoad({ filter: /.*/, namespace: 'no-compiled' }, () => ({
      contents: 'throw new Error("not compiled");',
      loader: 'js',
    }));
    // They ask where they lie, which a bundle does not know, for an agent that is not used and WebAssembly that they hold.
    build.onLoad({ filter: /[\\/]ssh2[\\/]lib[\\/].*(?:poly1305|agent)\.js$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replaceAll('__dirname', '"."').replaceAll('__filename', '"."'),
      loader: 'js',
    }));
  },
};
/** Completion tells nobody what went wrong, so it needs no words for it. */
const wordless = {
  name: 'wordless',
  setup(build) {
    const instead = (file, contents) =>
      build.onLoad({ filter: new RegExp(`[\\\\/]src[\\\\/]kernel[\\\\/]${file}\\.ts$`), namespace: 'file' }, () => ({
        contents,
        loader: 'js',
      }));
    instead('nearest', 'export const nearest = () => undefined;');
    instead(
      'problem',
      `const brand = Symbol.for('cinch.problem');
      export const problem = (code) => Object.assign(new Error(code), { [brand]: true, code });
      export const isProblem = (error) => typeof error === 'object' && error !== null && brand in error;
      export const problemDocument = undefined;`,
    );
  },
};

/** Of a command and of a type, completion needs what they declare and nothing that runs: data, which takes no loader. */
async function declared(file) {
  const found = await import(pathToFileURL(file));
  if (file.startsWith('src/commands/')) {
    const { run, description, examples, ...definition } = found.default;
    return { default: definition };
  }
  return Object.fromEntries(Object.entries(found).map(([name, { fields, usage }]) => [name, { fields, usage }]));
}
const declarations = /^src\/(?:commands\/(?!shared\/)|catalog\/\w+\/)/;

// Every file costs a start half a millisecond, so what runs together lies together: each group is one file with all it
// needs that no group before it has. Everything else is split, one chunk a command. Completion is a program of its own.
const programs = [
  {
    start: 'src/main.ts',
    chunks: 'chunks',
    groups: {
      main: ['src/main.ts', 'src/views/paint.ts', 'src/fields/flags.ts'],
      help: ['src/shell/help.ts', 'src/views/topics/topic.ts'],
      list: [
        'src/shell/leaf.ts',
        'src/shell/output.ts',
        'src/shell/view-of.ts',
        'src/shell/doors.ts',
        'src/commands/connection/list.ts',
        'src/service/queries/connection-list.ts',
        'src/views/connection-list.ts',
        'src/views/output/cells.ts',
        'src/views/output/tsv.ts',
      ],
      terminal: ['src/terminal/table.ts', 'src/terminal/paint.ts'],
    },
    plugins: [],
    data: /^$/,
    never: /^$/,
  },
  {
    start: 'src/shell/complete.ts',
    chunks: 'completion',
    groups: {
      complete: ['src/shell/complete.ts', 'src/shell/complete/local-look.ts'],
      types: ['src/catalog/index.ts'],
    },
    plugins: [wordless],
    data: declarations,
    // A Tab asks for names and declarations, and tells nobody off.
    never: /^src\/(?:views\/topics\/(?!topic)|service\/audit-refusal|service\/queries\/(?!names|types))/,
  },
];

const common = {
  bundle: true,
  minify: true,
  metafile: true,
  platform: 'node',
  format: 'esm',
  target: 'node24',
  external: ['@napi-rs/keyring', 'kerberos'],
  define: { 'process.env.CINCH_VERSION': JSON.stringify(version) },
  legalComments: 'none',
  logLevel: 'warning',
};
const everywhere = [builtins, noValidator, plainWidth, noCompiled, names];
const metafiles = [];
const built = async (options) => {
  const { metafile } = await esbuild.build({ ...common, ...options });
  return metafile;
};

async function program({ start, chunks, groups, plugins: own, data, never }) {
  const outOf = (file) =>
    file
      .replace(/^src\//, '')
      .replace(/\.ts$/, '')
      .replaceAll('/', '-');
  const given = new Set();
  /** A source with its dynamic imports sent where `to` says; what is data is read. */
  const source = (path, inChunks, to) => {
    const more = new Set();
    const text = readFileSync(path, 'utf8').replace(/\bimport\('(\.[^']+\.ts)'\)/g, (whole, from) => {
      const file = relative('.', resolve(dirname(path), from)).replaceAll('\\', '/');
      if (never.test(file)) return 'Promise.reject()';
      if (!data.test(file)) return to(whole, file, (line) => more.add(line), from);
      given.add(file);
      more.add(`const readData = async (name) => JSON.parse(
        process.getBuiltinModule('node:fs').readFileSync(import.meta.dirname + name, 'utf8'));`);
      return `readData('/${inChunks ? '' : `${chunks}/`}${outOf(file)}.json')`;
    });
    return { contents: [text, ...more].join('\n'), loader: 'ts' };
  };
  const sources = { filter: /[\\/]src[\\/].*\.ts$/, namespace: 'file' };
  const asTheyAre = {
    name: 'as-they-are',
    setup: (build) => build.onLoad(sources, ({ path }) => source(path, false, (whole) => whole)),
  };
  const { inputs } = await built({
    entryPoints: [start],
    outdir: 'dist',
    write: false,
    plugins: [...own, asTheyAre, ...everywhere],
  });
  const groupOf = new Map();
  for (const [group, files] of Object.entries(groups)) {
    const add = (file) => {
      if (groupOf.has(file) || !file.startsWith('src/')) return;
      groupOf.set(file, group);
      for (const { path, kind } of inputs[file].imports) if (kind !== 'dynamic-import') add(path);
    };
    files.forEach(add);
  }
  const exported = new Map();
  for (const file of groupOf.keys()) exported.set(file, Object.keys(await import(pathToFileURL(file))));
  const numbers = new Map([...groupOf.keys()].map((file, at) => [file, at]));
  const mark = (file) => `m${numbers.get(file)}`;
  /** Sends an import of what lies in another group to that group's file, where every name has its file before it. */
  const grouped = (group) => {
    const at = (other) => `${group === undefined ? '..' : '.'}/${other}.js`;
    return {
      name: 'grouped',
      setup(build) {
        build.onResolve({ filter: /^\..*\.ts$/ }, ({ path, kind, resolveDir }) => {
          if (kind === 'entry-point') return undefined;
          const file = relative('.', resolve(resolveDir, path)).replaceAll('\\', '/');
          const other = groupOf.get(file);
          if (other === group) return undefined;
          // Only a dynamic import leads out of a group to what is in none.
          return other === undefined
            ? { path: `./${chunks}/${outOf(file)}.js`, external: true }
            : { path: file, namespace: 'elsewhere' };
        });
        build.onResolve({ filter: /.*/, namespace: 'elsewhere' }, ({ path }) => ({ path, external: true }));
        build.onLoad({ filter: /.*/, namespace: 'elsewhere' }, ({ path }) => {
          const members = exported.get(path).map((name) => `${mark(path)}$${name} as ${name}`);
          return { contents: `export { ${members.join(', ')} } from '${at(groupOf.get(path))}';` };
        });
        build.onLoad(sources, ({ path }) =>
          source(path, group === undefined, (whole, file, add, from) => {
            const other = groupOf.get(file);
            if (other === undefined) return whole;
            if (other !== group) return `import('group:${other}').then((all) => all.${mark(file)})`;
            // It is there already; as a dynamic import it would be wrapped, with all it needs.
            add(`import * as ${mark(file)} from '${from}';`);
            return `Promise.resolve(${mark(file)})`;
          }),
        );
        build.onResolve({ filter: /^group:/ }, ({ path }) => ({ path: at(path.slice(6)), external: true }));
      },
    };
  };

  const rest = new Set(
    Object.values(inputs)
      .flatMap(({ imports }) => imports)
      .filter(({ kind, path }) => kind === 'dynamic-import' && path.startsWith('src/') && !groupOf.has(path))
      .map(({ path }) => path),
  );
  metafiles.push(
    await built({
      entryPoints: Object.fromEntries([...rest].map((file) => [outOf(file), file])),
      outdir: `dist/${chunks}`,
      splitting: true,
      plugins: [...own, grouped(undefined), ...everywhere],
    }),
  );
  // What is loaded when it is needed from another file than the group's own is asked for by its mark.
  const asked = new Set(
    Object.values(inputs).flatMap(({ imports }) =>
      imports.filter(({ kind }) => kind === 'dynamic-import').map(({ path }) => path),
    ),
  );
  // A group takes from those before it, so the last comes first: what nobody takes is left out.
  const outputs = metafiles.at(-1).outputs;
  const taken = new Set();
  const note = (path) => {
    for (const [name] of readFileSync(path, 'utf8').matchAll(/\bm\d+\$[\w$]+/g)) taken.add(name);
  };
  Object.keys(outputs).forEach(note);
  for (const group of Object.keys(groups).reverse()) {
    const lines = [...groupOf]
      .filter(([, it]) => it === group)
      .flatMap(([file]) => {
        const names = exported.get(file).filter((name) => taken.has(`${mark(file)}$${name}`));
        return [
          ...names.map((name) => `export { ${name} as ${mark(file)}$${name} } from './${file}';`),
          ...(asked.has(file) ? [`export * as ${mark(file)} from './${file}';`] : []),
        ];
      });
    const contents = [...lines, ...(groups[group].includes(start) ? [`export { run } from './${start}';`] : [])].join(
      '\n',
    );
    metafiles.push(
      await built({
        stdin: { contents, resolveDir: '.', loader: 'js' },
        outfile: `dist/${group}.js`,
        plugins: [...own, grouped(group), ...everywhere],
      }),
    );
    note(`dist/${group}.js`);
    writeFileSync(`dist/${group}.js`, eager(readFileSync(`dist/${group}.js`, 'utf8')));
  }
  for (const file of given) writeFileSync(`dist/${chunks}/${outOf(file)}.json`, JSON.stringify(await declared(file)));
}

rmSync('dist', { recursive: true, force: true });
for (const each of programs) await program(each);
const all = { inputs: {}, outputs: {} };
for (const { inputs, outputs } of metafiles) {
  Object.assign(all.inputs, inputs);
  Object.assign(all.outputs, outputs);
}
writeFileSync('dist/meta.json', JSON.stringify(all));
