import type { Setting } from '../fields/field.ts';
import type { Block } from '../kernel/block.ts';
import type { Change } from './change.ts';

/** The kinds of things that a manifest states. */
export const manifestKinds = ['connection', 'export', 'enrichment', 'user'] as const;
export type ManifestKind = (typeof manifestKinds)[number];
/** The kinds of lines of a plan. A key vault is stated and owned by nobody, because an environment has one. */
export const planKinds = ['keyvault', ...manifestKinds] as const;

/** A secret as a manifest names it: in the key vault, or in a variable where the plan is carried out. */
export type SecretReference = { readonly keyVault: string; readonly version?: string } | { readonly fromEnv: string };

/** What a secret that is given now would do: nothing, something, or nobody may say; `unset` where its variable is not set. */
export type SecretAnswer = 'same' | 'changes' | 'unknown' | 'unset';

type Planned<C> = C extends { readonly secrets?: unknown }
  ? Omit<C, 'secrets'> & { readonly secrets?: { readonly [field: string]: SecretReference } }
  : C;
/** A change as a plan holds it: secrets are references. */
export type PlannedChange = Planned<Change>;

export interface FieldChange {
  /** `settings.hostname`, `share`, `lock`. */
  readonly field: string;
  readonly before: Setting | null;
  readonly after: Setting | null;
}

export interface SecretLine {
  readonly field: string;
  readonly is: SecretAnswer;
  readonly from: SecretReference;
}

export const planActions = ['create', 'change', 'rename', 'remove', 'drifted', 'unknown', 'blocked', 'same'] as const;
/** What becomes of one thing. `drifted` is put back; `unknown` is a secret that nobody may compare; `blocked` stops the whole. */
export type PlanAction = (typeof planActions)[number];

export interface PlanLine {
  readonly action: PlanAction;
  readonly kind: (typeof planKinds)[number];
  readonly name: string;
  /** Its name before. */
  readonly from?: string;
  readonly fields: readonly FieldChange[];
  readonly secrets: readonly SecretLine[];
  /** Who changed it since the manifest was last applied, and when. */
  readonly drifted?: { readonly by: string; readonly at: string };
  /** What stops it. */
  readonly blocked?: readonly Block[];
  /** It will await a sign-in in a browser. */
  readonly waits?: true;
  /** It goes because of what was decided about the connection it is on. */
  readonly decided?: true;
}

/** What would be done, as it is shown, and the changes that do exactly that. */
export interface Plan {
  readonly format: 1;
  readonly manifest: string;
  /** The environment, and its revision when it was looked at. */
  readonly environment: { readonly id: string; readonly displayName: string; readonly revision: number };
  readonly counts: { readonly [A in PlanAction]: number };
  readonly lines: readonly PlanLine[];
  /** Lists for the door, each all or nothing, in this order. */
  readonly batches: readonly (readonly PlannedChange[])[];
}

/** Whether carrying it out would change anything that is known. */
export function isPending({ counts }: Plan): boolean {
  return counts.create + counts.change + counts.rename + counts.remove + counts.drifted > 0;
}
