import { printable } from '../kernel/printable.ts';
import type { Column } from '../views/column.ts';
import type { Paint } from '../views/paint.ts';

/** How one kind of answer looks. Lists have columns; documents are drawn. */
export interface View {
  readonly columns?: readonly Column<object>[];
  readonly columnsOf?: (items: readonly object[]) => readonly Column<object>[];
  /** How a list looks at a terminal, where a table would not do. */
  readonly page?: (items: readonly object[], paint: Paint, columns: number) => string;
  /** The rows of a document that can also be shown as a list. */
  readonly rows?: (data: object) => readonly object[];
  readonly empty?: string;
  readonly names?: (data: object) => string;
  readonly draw: (data: object, drawing: string | undefined, paint: Paint, columns: number) => string;
}

const changedNames = ({ lines }: { lines: readonly { name: string }[] }) =>
  lines.map(({ name }) => `${printable(name)}\n`).join('');
const nameOf = (data: { name?: string }) => `${printable(data.name ?? '')}\n`;

// One loader a kind; the views themselves know nothing of streams or formats.
const views: { readonly [kind: string]: () => Promise<View> } = {
  ConnectionList: async () => listed(await import('../views/connection-list.ts')),
  Connection: async () => drawn((await import('../views/connection.ts')).text, nameOf),
  Dependents: async () => {
    const { columns, rows, text, empty } = await import('../views/connection-dependents.ts');
    const { mermaid, dot } = await import('../views/connection-graph.ts');
    const drawings = { mermaid, dot } as { readonly [drawing: string]: typeof mermaid };
    const tree = drawn(text);
    return listed({
      columns,
      rows,
      empty,
      draw: (data: never, drawing: string, paint: Paint, columns: number) =>
        drawings[drawing]?.(data) ?? tree.draw(data, drawing, paint, columns),
    });
  },
  TypeList: async () => listed(await import('../views/type-list.ts')),
  ConnectionType: async () => {
    const { text } = await import('../views/connection-type.ts');
    return {
      draw: (data, _, paint, width) => text(data as never, paint, width),
      names: (data) => `${(data as { id: string }).id}\n`,
    };
  },
  DiscoveredType: async () => {
    const { text } = await import('../views/discovered-type.ts');
    return { draw: (data, _, paint, width) => text(data as never, paint, width) };
  },
  ExportList: async () => listed(await import('../views/export-list.ts')),
  EnrichmentList: async () => listed(await import('../views/enrichment-list.ts')),
  Export: async () => drawn((await import('../views/dependent.ts')).text, nameOf),
  Enrichment: async () => drawn((await import('../views/dependent.ts')).text, nameOf),
  RunList: async () => listed(await import('../views/run-list.ts')),
  UserList: async () => listed(await import('../views/user-list.ts')),
  Token: async () => drawn((await import('../views/token.ts')).text),
  TokenList: async () => listed(await import('../views/token-list.ts')),
  AuditList: async () => listed(await import('../views/audit-list.ts')),
  AuditVerified: async () => drawn((await import('../views/audit-verified.ts')).text),
  WhoAmI: async () =>
    drawn((await import('../views/who-am-i.ts')).text, ({ user }: { user: string }) => `${printable(user)}\n`),
  Can: async () => drawn((await import('../views/can.ts')).text),
  ServerMade: async () => drawn((await import('../views/server-made.ts')).text),
  Environment: async () => drawn((await import('../views/environment.ts')).text, nameOf),
  KeyVault: async () => drawn((await import('../views/key-vault.ts')).text, nameOf),
  KeyVaultSecretList: async () => listed(await import('../views/key-vault-secret-list.ts')),
  KeyVaultUseList: async () => listed(await import('../views/key-vault-use-list.ts')),
  KeyVaultCheck: async () => {
    const { columns, page, empty } = await import('../views/key-vault-check.ts');
    const { junit } = await import('../views/key-vault-junit.ts');
    return listed({ columns, page, empty, draw: junit });
  },
  DeviceCode: async () => drawn((await import('../views/device-code.ts')).text),
  EnvironmentList: async () => listed(await import('../views/environment-list.ts')),
  ConfigList: async () => listed(await import('../views/config-list.ts')),
  Doctor: async () => listed(await import('../views/finding-list.ts')),
  ChangeResult: async () =>
    drawn((await import('../views/change-result.ts')).text, (data: { changes: readonly { name: string }[] }) =>
      data.changes.map(({ name }) => `${printable(name)}\n`).join(''),
    ),
  Plan: async () => {
    const { text, markdown } = await import('../views/plan.ts');
    return {
      draw: (data, drawing, paint, columns) =>
        drawing === 'markdown' ? markdown(data as never) : text(data as never, paint, columns),
      names: (data) => (data as { lines: { name: string }[] }).lines.map(({ name }) => `${printable(name)}\n`).join(''),
    };
  },
  SyncPlan: async () => drawn((await import('../views/sync-plan.ts')).text, changedNames),
  SyncResult: async () => drawn((await import('../views/sync-result.ts')).text, changedNames),
  SyncConflict: async () => drawn((await import('../views/sync-conflict.ts')).text),
  ImportSummary: async () => {
    const { text, changes } = await import('../views/import-summary.ts');
    return {
      draw: (data, drawing, paint, columns) => (drawing === 'changes' ? changes : text)(data as never, paint, columns),
    };
  },
  Version: async () => drawn((await import('../views/version.ts')).text),
  Demo: async () => drawn((await import('../views/demo.ts')).text),
  Schema: async () => {
    const { printJson } = await import('../views/output/json.ts');
    return drawn((schema: object) => printJson(schema, 'indented'));
  },
  SignedIn: async () => drawn((await import('../views/signed-in.ts')).text),
  SignedOut: async () => drawn((await import('../views/signed-out.ts')).text),
  SignInStep: async () => drawn((await import('../views/sign-in-step.ts')).text),
  ConnectionToEdit: async () => drawn((await import('../views/connection-to-edit.ts')).text),
  Differences: async () => drawn((await import('../views/differences.ts')).text),
  ThreeWay: async () => drawn((await import('../views/three-way.ts')).text),
  Terms: async () => drawn((await import('../views/terms.ts')).text),
  ConnectionUse: async () => drawn((await import('../views/connection-use.ts')).text),
  RemovalPlan: async () => drawn((await import('../views/removal-plan.ts')).text),
  UserShares: async () => drawn((await import('../views/user-shares.ts')).text),
  Sharing: async () => drawn((await import('../views/sharing.ts')).text),
  TestList: async () => listed(await import('../views/test-list.ts')),
  Problem: async () => drawn((await import('../views/problem.ts')).text),
  Text: async () => drawn(({ text }: { text: string }) => text),
};

// The table above pairs each kind with the view of its own data; past it, data is only data.
function listed(view: object): View {
  return { draw: () => '', ...view };
}

function drawn<D>(text: (data: D, paint?: Paint, columns?: number) => string, names?: (data: D) => string): View {
  const draw = (data: object, _drawing: string | undefined, paint: Paint, columns: number) =>
    text(data as D, paint, columns);
  return names === undefined ? { draw } : { draw, names: (data) => names(data as D) };
}

/** The view of a kind of answer, loaded when it is needed. */
export async function viewOf(kind: string): Promise<View> {
  const load = views[kind];
  if (load === undefined) throw new Error(`no view for ${kind}`);
  return load();
}
