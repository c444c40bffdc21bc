// Columns stand beside the body for the engine's sake: filters, order, uniqueness. `sum` covers them and the body's own sum.
const dependents = (table: string) => [
  `CREATE TABLE ${table} (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, display_name TEXT NOT NULL, display_key TEXT NOT NULL,
    type TEXT NOT NULL, status TEXT NOT NULL, connection TEXT, last_connection TEXT, schedule TEXT NOT NULL,
    created_at TEXT NOT NULL, created_by TEXT NOT NULL, updated_at TEXT NOT NULL, revision INTEGER NOT NULL,
    body TEXT NOT NULL, body_sum TEXT NOT NULL, sum TEXT NOT NULL)`,
  `CREATE UNIQUE INDEX ${table}_name ON ${table} (name)`,
  `CREATE UNIQUE INDEX ${table}_display_key ON ${table} (display_key)`,
  `CREATE INDEX ${table}_connection ON ${table} (connection, name)`,
  `CREATE INDEX ${table}_type ON ${table} (type)`,
];

const named = (table: string, more: string) => [
  `CREATE TABLE ${table} (
    id TEXT PRIMARY KEY, name TEXT NOT NULL, display_name TEXT NOT NULL, display_key TEXT NOT NULL, ${more}
    created_at TEXT NOT NULL, created_by TEXT NOT NULL, updated_at TEXT NOT NULL, revision INTEGER NOT NULL,
    body TEXT NOT NULL, body_sum TEXT NOT NULL, sum TEXT NOT NULL)`,
  `CREATE UNIQUE INDEX ${table}_name ON ${table} (name)`,
  `CREATE UNIQUE INDEX ${table}_display_key ON ${table} (display_key)`,
];

/** The steps from an empty store to the newest format, one list a format. A format that was shipped never changes. */
export const migrations: readonly (readonly string[])[] = [
  [
    `CREATE TABLE environment (
      id TEXT PRIMARY KEY, revision INTEGER NOT NULL, audit_seq INTEGER NOT NULL, audit_head TEXT NOT NULL,
      connections INTEGER NOT NULL, exports INTEGER NOT NULL, enrichments INTEGER NOT NULL,
      users INTEGER NOT NULL, types INTEGER NOT NULL,
      body TEXT NOT NULL, body_sum TEXT NOT NULL, sum TEXT NOT NULL)`,
    ...named(
      'connections',
      `type TEXT NOT NULL, purpose TEXT NOT NULL, shared TEXT NOT NULL, status TEXT NOT NULL, locked INTEGER NOT NULL,
    exports INTEGER NOT NULL, enrichments INTEGER NOT NULL,`,
    ),
    'CREATE INDEX connections_type ON connections (type)',
    ...dependents('exports'),
    ...dependents('enrichments'),
    ...named('users', 'role TEXT NOT NULL,'),
    ...named('types', ''),
    `CREATE TABLE audit (
      seq INTEGER PRIMARY KEY, at TEXT NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL, outcome TEXT NOT NULL,
      target_id TEXT NOT NULL, target_name TEXT NOT NULL, body TEXT NOT NULL, hash TEXT NOT NULL)`,
    'CREATE INDEX audit_target ON audit (target_id, seq)',
    'CREATE TABLE answered (key TEXT PRIMARY KEY, changes TEXT NOT NULL, answer TEXT NOT NULL, at TEXT NOT NULL)',
  ],
  ['ALTER TABLE connections ADD COLUMN sign_in_expires TEXT'],
  // Moment and result of the last live test, for lists; null until there was one.
  ['ALTER TABLE connections ADD COLUMN tested TEXT'],
  [
    // Whom an issuer vouches for; whoever is known by an account has none.
    'ALTER TABLE users ADD COLUMN principal TEXT',
    'CREATE UNIQUE INDEX users_principal ON users (principal)',
    // `last_used` is beside the record: it moves with every minute of use, and no sum covers it.
    `CREATE TABLE tokens (
      id TEXT PRIMARY KEY, name TEXT NOT NULL, display_name TEXT NOT NULL, display_key TEXT NOT NULL,
      role TEXT NOT NULL, user_id TEXT NOT NULL, user_name TEXT NOT NULL, maker_id TEXT NOT NULL,
      expires_at TEXT NOT NULL, bootstrap INTEGER NOT NULL,
      created_at TEXT NOT NULL, created_by TEXT NOT NULL, updated_at TEXT NOT NULL, revision INTEGER NOT NULL,
      body TEXT NOT NULL, body_sum TEXT NOT NULL, sum TEXT NOT NULL, last_used TEXT)`,
    'CREATE INDEX tokens_user ON tokens (user_id)',
    'ALTER TABLE environment ADD COLUMN tokens INTEGER NOT NULL DEFAULT 0',
  ],
  // What a copy and its original last agreed on, a record a row. Without content where it was removed.
  [
    'CREATE TABLE sync_base (kind TEXT NOT NULL, id TEXT NOT NULL, content TEXT, sum TEXT NOT NULL, PRIMARY KEY (kind, id))',
  ],
];
