import type { ConnectionFilter } from '../model/query.ts';
import type { Context } from './context.ts';
import type { Completes } from './shared/completes.ts';

interface FlagBase {
  readonly help: string;
  readonly short?: string;
  readonly placeholder?: string;
  readonly completes?: Completes;
  /** It cannot be left out; at a terminal it is asked for. */
  readonly needed?: Needed;
}

interface Needed {
  /** What asks for it. */
  readonly question: string;
  /** Why an answer will not do, with the rule. */
  readonly judge?: (typed: string) => string | undefined;
}

/** Nobody waits longer for anything than a day, in seconds; a clock that is set for far more rings at once. */
export const longestWait = 86_400;

type Flag = FlagBase &
  (
    | { readonly kind: 'text'; readonly choices?: readonly string[] }
    | { readonly kind: 'many' }
    | { readonly kind: 'number'; readonly min?: number; readonly max?: number }
    | { readonly kind: 'switch' }
  );
export type Flags = { readonly [name: string]: Flag };

export interface Argument {
  readonly name: string;
  /** Asks for it where the line leaves it out, when not all of what it completes would do. */
  readonly asks?: (context: Context) => Promise<readonly string[]>;
  /** What asks for it otherwise, where its name alone would not tell. */
  readonly question?: string;
  readonly help: string;
  readonly optional?: true;
  readonly many?: true;
  readonly completes?: Completes;
  /** Which connections are offered where one is picked: those of the first of these, then of the next. */
  readonly offers?: readonly ConnectionFilter[];
}

/**
 * Which declaration gives a command typed flags: the settings of the type or of the connection that is its first
 * argument, what the export or enrichment is told that is, or what one of `--type` or on `--connection` will be told.
 */
export type FieldsOf = 'type' | 'connection' | 'export' | 'enrichment' | 'new-dependent';

type FlagValue<F extends Flag> = F extends { kind: 'text' }
  ? F extends { choices: readonly (infer C)[] }
    ? C | undefined
    : string | undefined
  : F extends { kind: 'many' }
    ? readonly string[]
    : F extends { kind: 'number' }
      ? number | undefined
      : boolean;

/** What a person gave, in the definition's terms. */
export interface Input<A extends readonly Argument[] = readonly Argument[], F extends Flags = Flags> {
  readonly args: {
    readonly [I in A[number] as I['name']]: I extends { many: true }
      ? readonly string[]
      : I extends { optional: true }
        ? string | undefined
        : string;
  };
  readonly flags: { readonly [K in keyof F]: FlagValue<F[K]> };
  /** Typed flags of the connection type at hand: field key -> text as given. */
  readonly fields: { readonly [key: string]: string | boolean };
  /** A command of its own, as it stands after `--`. */
  readonly passed: readonly string[];
}

/** A command line that asks nothing, and the variables it takes secrets from that were typed. */
export interface Same {
  readonly command: string;
  readonly variables: readonly string[];
}

/** What a command answers: a document of a kind. The shell finds the view and writes it. */
export interface Outcome {
  readonly kind: string;
  readonly data: object;
  /** The exit code of an answer that is not a failure, such as `can` saying no. */
  readonly exit?: number;
  /** For a person, after a change: commands to go on with. */
  readonly next?: readonly string[];
  /** The same run without questions, where something was asked. */
  readonly same?: Same;
  /** Parts that come one after another, each shown as soon as it is there. */
  readonly stream?: AsyncIterable<object>;
  /** Each of these parts is a document of its own, for programs; a person was told of them by notes. */
  readonly documents?: true;
  /** The list that flags made shorter, as it is typed. */
  readonly narrowed?: string;
  /** Nothing is written: what ran has written for itself. */
  readonly silent?: true;
  /** Another drawing of the same document: `tree`, `mermaid`, `dot`. */
  readonly drawing?: string;
}

export interface Command<A extends readonly Argument[] = readonly Argument[], F extends Flags = Flags> {
  /** `connection add`. */
  readonly path: string;
  /** One sentence for lists of commands. */
  readonly summary: string;
  readonly description?: string;
  /** Whether it changes something: adds the flags of changes and names the environment. */
  readonly changes?: true;
  /** Further values of `--output`: other drawings of its answer. */
  readonly drawings?: readonly string[];
  /** Whether it answers with a list: adds paging and order. */
  readonly lists?: true;
  /** The columns that its list can be ordered by. */
  readonly sorts?: readonly string[];
  readonly args: A;
  readonly flags: F;
  /** Everything after `--` is a command of its own. */
  readonly passes?: { readonly help: string; readonly optional?: true };
  readonly examples: readonly { readonly run: string; readonly does: string }[];
  /** What is the environment it is about: its first argument, where one is given, or the flag of this name. */
  readonly namesEnvironment?: true | string;
  /** Typed flags, once the line tells the type. */
  readonly fields?: FieldsOf;
  readonly run: (input: Input<A, F>, context: Context) => Promise<Outcome>;
}

/** Infers what `run` gets from what the definition declares. */
export function defineCommand<const A extends readonly Argument[], const F extends Flags>(
  command: Command<A, F>,
): Command<A, F> {
  return command;
}
