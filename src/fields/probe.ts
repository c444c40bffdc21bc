/** Text in which `{field}` stands for a setting, a secret, the organisation `{tenant}` or what an earlier step took. */
export type Template = string;
type Templates = { readonly [name: string]: Template };

/** What an answer comes to. */
export type Verdict = 'ok' | 'wrong credential' | 'lacks permission' | 'target missing' | 'inconclusive';

/** How a secret travels: the only places of a request that may name one. */
export type Travels =
  | { readonly by: 'header'; readonly name: string; readonly value: Template }
  | { readonly by: 'basic'; readonly user: Template; readonly password: Template }
  | { readonly by: 'query' | 'form'; readonly values: Templates };

/** What an answer means where it differs from what its status says everywhere. The first that fits counts. */
export interface AnswerRule {
  readonly status?: number | readonly number[];
  /** A member of the JSON body, by its path, with the values or the range it has. */
  readonly body?: {
    readonly at: string;
    readonly is: readonly (string | number | boolean)[] | { readonly from: number; readonly to: number };
  };
  readonly means: Exclude<Verdict, 'ok'>;
  /** What else it can mean, as the rest of a sentence. */
  readonly says?: string;
}

/** One request of a probe: a read that changes nothing and, unless the notes of its type say so, costs nothing. */
export interface HttpStep {
  /** The furthest stage that success proves. */
  readonly proves: 'sign-in' | 'permission' | 'target';
  readonly method: 'GET' | 'POST';
  /** A host name, or an https address of which the host is taken. */
  readonly host: Template;
  readonly path: Template;
  readonly query?: Templates;
  readonly headers?: Templates;
  readonly sends: Travels;
  /** Beside a secret that travels elsewhere. */
  readonly form?: Templates;
  /** A member of the JSON body that a success has; without it the answer is somebody else's. */
  readonly has: string;
  /** Members that later steps use; a secret one is never shown, another has to match. */
  readonly takes?: {
    readonly [name: string]: { readonly at: string } & ({ readonly secret: true } | { readonly matches: string });
  };
  readonly answers?: readonly AnswerRule[];
  /** A list in a success that should have this in it, dashes aside; it is told where it has not, and fails nothing. */
  readonly lists?: { readonly at: string; readonly value: Template; readonly says: string };
}

/** The version of an API that vendors retire from time to time; `{version}` stands for it. */
export interface ApiVersion {
  /** By what another is named in `CINCH_API_VERSIONS`. */
  readonly of: string;
  readonly usual: string;
  readonly matches: string;
}

/** The service's own check over HTTP: steps one after another, the last of which decides. */
export interface HttpProbe {
  readonly kind: 'http';
  /** What has to be there before anything is sent. */
  readonly needs: readonly string[];
  readonly steps: readonly HttpStep[];
  readonly version?: ApiVersion;
}

/** Signs in over SSH and looks at a folder; writes nothing. */
export interface SftpProbe {
  readonly kind: 'sftp';
  readonly needs: readonly string[];
  /** A host name with or without a port, or an sftp address. */
  readonly host: Template;
  readonly user: Template;
  readonly folder?: Template;
}

/** Looks at a container with the person's own sign-in. */
export interface StorageProbe {
  readonly kind: 'storage';
  readonly needs: readonly string[];
  readonly account: Template;
  readonly container: Template;
}

/** No safe check is known, and why. */
export interface NoProbe {
  readonly kind: 'none';
  readonly why: string;
}

/** How a connection of a type is tested live, as data. */
export type Probe = HttpProbe | SftpProbe | StorageProbe | NoProbe;

/** Keeps a declaration to the shape above. */
export function defineProbe<const P extends Probe>(probe: P): P {
  return probe;
}
