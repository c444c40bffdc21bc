import { printable } from '../kernel/printable.ts';
import type { Column } from '../views/column.ts';
import type { Paint } from '../views/paint.ts';

/** How one kind of answer looks. Lists have columns; documents are drawn. */
export interface View {
  readonly columns?: readonly Column<never>[];
  readonly columnsOf?: (items: readonly never[]) => readonly Column<never>[];
  readonly rows?: (data: never) => readonly object[];
  readonly empty?: string;
  readonly names?: (data: never) => string;
  readonly draw: (data: never, drawing: string | undefined, paint: Paint, width: number) => string;
}

interface AnyView {
  readonly columns?: readonly Column<object>[];
  readonly columnsOf?: (items: readonly object[]) => readonly unknown[];
  readonly rows?: (data: object) => readonly object[] | undefined;
  readonly empty?: string;
  readonly names?: (data: object) => string;
  readonly draw: (data: object, drawing: string | undefined, paint: Paint, width: number) => string;
}

const nothing = () => '';
const nameOf = (data: { name?: string }) => `${printable(data.name ?? '')}\n`;

// One loader a kind; the views themselves know nothing of streams or formats.
const views: { readonly [kind: string]: () => Promise<View> } = {
  ConnectionList: async () => ({ ...(await import('../views/connection-list.ts')), draw: nothing }) as unknown as View,
  Connection: async () => drawn((await import('../views/connection.ts')).text, nameOf),
  Dependents: async () => {
    const { columns, rows, text, empty } = await import('../views/connection-dependents.ts');
    const { mermaid, dot } = await import('../views/connection-graph.ts');
    const draw = (data: never, drawing: string | undefined, paint: Paint) =>
      drawing === 'mermaid' ? mermaid(data) : drawing === 'dot' ? dot(data) : text(data, paint);
    return { columns, rows, empty, draw } as unknown as View;
  },
  TypeList: async () => ({ ...(await import('../views/type-list.ts')), draw: nothing }) as unknown as View,
  ConnectionType: async () =>
    drawn((await import('../views/connection-type.ts')).text, ({ id }: { id: string }) => `${id}\n`),
  ExportList: async () => ({ ...(await import('../views/export-list.ts')), draw: nothing }) as unknown as View,
  EnrichmentList: async () => ({ ...(await import('../views/enrichment-list.ts')), draw: nothing }) as unknown as View,
  Export: async () => drawn((await import('../views/dependent.ts')).text, nameOf),
  Enrichment: async () => drawn((await import('../views/dependent.ts')).text, nameOf),
  UserList: async () => ({ ...(await import('../views/user-list.ts')), draw: nothing }) as unknown as View,
  AuditList: async () => ({ ...(await import('../views/audit-list.ts')), draw: nothing }) as unknown as View,
  AuditVerified: async () => drawn((await import('../views/audit-verified.ts')).text),
  WhoAmI: async () =>
    drawn((await import('../views/who-am-i.ts')).text, ({ user }: { user: string }) => `${printable(user)}\n`),
  Can: async () => drawn((await import('../views/can.ts')).text),
  Environment: async () => drawn((await import('../views/environment.ts')).text, nameOf),
  EnvironmentList: async () =>
    ({ ...(await import('../views/environment-list.ts')), draw: nothing }) as unknown as View,
  ConfigList: async () => ({ ...(await import('../views/config-list.ts')), draw: nothing }) as unknown as View,
  Doctor: async () => ({ ...(await import('../views/finding-list.ts')), draw: nothing }) as unknown as View,
  ChangeResult: async () =>
    drawn((await import('../views/change-result.ts')).text, (data: { changes: readonly { name: string }[] }) =>
      data.changes.map(({ name }) => `${printable(name)}\n`).join(''),
    ),
  Version: async () => drawn((await import('../views/version.ts')).text),
  Demo: async () => drawn((await import('../views/demo.ts')).text),
  Schema: async () => {
    const { printJson } = await import('../views/output/json.ts');
    return drawn((schema: object) => printJson(schema, 'indented'));
  },
  Text: async () => drawn(({ text }: { text: string }) => text),
};

function drawn<D>(text: (data: D, paint?: Paint) => string, names?: (data: D) => string): View {
  return {
    draw: ((data: D, _: unknown, paint: Paint) => text(data, paint)) as View['draw'],
    ...(names === undefined ? {} : { names: names as View['names'] }),
  } as View;
}

export async function viewOf(kind: string): Promise<AnyView> {
  const load = views[kind];
  if (load === undefined) throw new Error(`no view for ${kind}`);
  return (await load()) as unknown as AnyView;
}
