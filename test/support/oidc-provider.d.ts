declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  interface Exchange {
    readonly path: string;
    readonly status: number;
    readonly body?: { readonly [member: string]: string };
    readonly oidc?: { readonly params?: object };
  }

  export default class Provider {
    constructor(issuer: string, configuration: object);
    use(middleware: (exchange: Exchange, next: () => Promise<void>) => Promise<void>): void;
    callback(): RequestListener;
  }
}
