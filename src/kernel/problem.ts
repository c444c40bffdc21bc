import type { Issue } from './issue.ts';
import { problems } from './problems.ts';

/** What belongs to one case besides its words: dependents, missing inputs, issues, candidates. */
export interface ProblemMembers {
  readonly issues?: readonly Issue[];
  readonly missing?: readonly { readonly input: string; readonly flag: string; readonly help?: string }[];
  readonly dependents?: readonly { readonly kind: string; readonly name: string; readonly status: string }[];
  readonly candidates?: readonly {
    readonly id: string;
    readonly name: string;
    readonly displayName: string;
    readonly type?: string;
  }[];
  readonly blockers?: readonly { readonly name: string; readonly detail: string }[];
  readonly terms?: string;
  readonly tests?: readonly {
    readonly name: string;
    readonly result: string;
    readonly stage: string | null;
    readonly says: string;
  }[];
  /** Where a person has to go. */
  readonly address?: string;
  /** In how many seconds another attempt is worth it: `Retry-After` of a server's answer. */
  readonly retryAfter?: number;
}

export type ProblemCode = keyof typeof problems;
type Params<C extends ProblemCode> = Parameters<(typeof problems)[C]['detail']>[0];

/** An expected failure (RFC 9457). One object gives the text, the JSON, the exit code and the HTTP status. */
export interface Problem extends Error {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: ProblemCode;
  readonly exit: number;
  readonly retryable: boolean;
  /** Commands that lead out, without the program's name in doubt: each can be typed as it stands. */
  readonly fix: readonly string[];
  readonly members: ProblemMembers;
  /** What its words are made of, so that they can be made again at the other end of a wire. */
  readonly params: object;
}

const brand = Symbol.for('cinch.problem');

/** The problem of a code, in the words of the table. Throw it; only the shell turns it into text and an exit code. */
export function problem<C extends ProblemCode>(code: C, params: Params<C>, members: ProblemMembers = {}): Problem {
  const entry = problems[code] as {
    title: string;
    status: number;
    exit: number;
    retryable?: true;
    detail: (params: Params<C>) => string;
    fix?: (params: Params<C>) => readonly string[];
  };
  const detail = entry.detail(params);
  const made = Object.assign(new Error(detail), {
    [brand]: true,
    type: `urn:cinch:problem:${code.replace(/[._]/g, '-')}`,
    title: entry.title,
    status: entry.status,
    detail,
    code,
    exit: entry.exit,
    retryable: entry.retryable ?? false,
    fix: entry.fix?.(params) ?? [],
    members,
  });
  // Beside the document, which is all that a person or a program is shown.
  return Object.defineProperty(made, 'params', { value: params }) as typeof made & { readonly params: object };
}

/** Told by a brand, because `instanceof` fails across realms. */
export function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && brand in error;
}

/** The RFC 9457 document of a problem. */
export function problemDocument(found: Problem): Record<string, unknown> {
  const { type, title, status, detail, code, exit, retryable, fix, members } = found;
  return { type, title, status, detail, code, exit, retryable, fix, ...members };
}
