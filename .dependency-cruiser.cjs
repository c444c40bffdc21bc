// Which folder may import which: design of the house. Imports point down only.
const house = {
  kernel: [],
  fields: ['kernel'],
  catalog: ['kernel', 'fields'],
  model: ['kernel', 'fields'],
  plan: ['kernel', 'fields', 'model'],
  service: ['kernel', 'fields', 'model', 'catalog', 'plan'],
  adapters: ['kernel', 'model', 'service/store'],
  http: ['kernel', 'fields', 'model'],
  terminal: ['kernel'],
  views: ['kernel', 'fields', 'model'],
  commands: ['kernel', 'fields', 'catalog', 'model', 'plan'],
};

// Each of these has one home, so that nothing else can make a start pay for it.
const homes = {
  '@hono/node-server': '^src/adapters/serving/listen\\.ts$',
  'prom-client': '^src/adapters/serving/metrics\\.ts$',
  commander: '^src/shell/parse\\.ts$',
  '@inquirer/prompts': '^src/terminal/prompter\\.ts$',
  chalk: '^src/terminal/paint\\.ts$',
  'cli-table3': '^src/terminal/table\\.ts$',
  conf: '^src/adapters/preferences/write\\.ts$',
  'node:sqlite': '^src/adapters/sqlite/',
  pg: '^src/adapters/postgres/',
  execa: '^src/adapters/child/',
  '@napi-rs/keyring': '^src/adapters/sealing/',
  '@azure/keyvault-keys': '^src/adapters/key-vault/',
  '@azure/keyvault-secrets': '^src/adapters/key-vault/',
  ssh2: '^src/adapters/probes/sftp\\.ts$',
  '@azure/identity': '^src/adapters/(?:key-vault/|(?:probes|sign-in/remote)/azure-cli\\.ts$)',
  '@azure/storage-blob': '^src/adapters/probes/storage\\.ts$',
  oauth4webapi: '^src/adapters/sign-in/(?:tokens|remote/app-grant)\\.ts$',
  jose: '^src/adapters/(?:oidc/|sign-in/remote/certificate\\.ts$)',
  undici: '^src/adapters/system/proxied-fetch\\.ts$',
  '@azure/logger': '^src/adapters/key-vault/',
  hono: '^src/http/api/',
  'csv-parse': '^src/adapters/system/read-csv\\.ts$',
};

module.exports = {
  forbidden: [
    ...Object.entries(house).map(([folder, allowed]) => ({
      name: `${folder}-looks-down-only`,
      severity: 'error',
      from: { path: `^src/${folder}/` },
      to: { path: '^src/', pathNot: [folder, ...allowed].map((it) => `^src/${it}/`) },
    })),
    ...Object.entries(homes).map(([name, home]) => ({
      name: `${name}-has-one-home`,
      severity: 'error',
      from: { path: '^src/', pathNot: home },
      to: {
        path: [`node_modules/${name}/`, `^${name.replace('node:', '')}$`, `^${name}$`],
        dependencyTypesNot: ['type-only'],
      },
    })),
    {
      name: 'no-circles',
      severity: 'error',
      from: { path: '^src/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    // A proxy that wants Negotiate needs this package, which whoever has such a proxy brings along.
    { name: 'no-lost-import', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '^kerberos$' } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    parser: 'swc',
    tsPreCompilationDeps: 'specify',
    enhancedResolveOptions: {
      extensions: ['.ts', '.js', '.mjs', '.cjs', '.json'],
      conditionNames: ['node', 'import', 'default'],
      exportsFields: ['exports'],
    },
  },
};
