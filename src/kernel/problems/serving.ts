import { entry } from './entry.ts';
import { tick, word } from './phrases.ts';

/** What keeps a server from starting, and what it answers to nobody. */
export const servingProblems = {
  'serving.host': entry<Record<never, never>>({
    title: 'This server does not go by that name',
    status: 403,
    exit: 5,
    detail: () => 'the request names a host that this server does not answer to; `--public-url` says what people use',
    fix: () => ['cinch serve --help'],
  }),
  'serving.origin': entry<Record<never, never>>({
    title: 'Pages of other sites may not ask here',
    status: 403,
    exit: 5,
    detail: () => 'the request comes from a page of another site, and only pages of this server itself are answered',
    fix: () => ['cinch help'],
  }),
  'serving.address': entry<{ address: string; says: string }>({
    title: 'The address cannot be listened on',
    status: 500,
    exit: 12,
    detail: ({ address, says }) => `${tick(address)} ${says}`,
    fix: () => ['--listen 127.0.0.1:0'],
  }),
  'serving.open': entry<{ address: string }>({
    title: 'Others would read what goes over the network',
    status: 400,
    exit: 2,
    detail: ({ address }) =>
      `${tick(address)} can be reached from other machines, so it takes a certificate, or a proxy in front that has one`,
    fix: () => ['--tls-cert FILE --tls-key FILE', '--trusted-proxy CIDR', '--listen 127.0.0.1:8080'],
  }),
  'serving.file': entry<{ flag: string; path: string; says: string }>({
    title: 'A file of the server cannot be used',
    status: 400,
    exit: 2,
    detail: ({ flag, path, says }) => `${tick(path)} of ${tick(flag)} ${says}`,
    fix: ({ path }) => [`ls -l ${word(path)}`],
  }),
  'serving.none': entry<{ place: string }>({
    title: 'There is nothing to serve yet',
    status: 404,
    exit: 6,
    detail: ({ place }) => `${tick(place)} holds no instance yet`,
    fix: () => ['cinch serve init'],
  }),
  'serving.exists': entry<{ place: string }>({
    title: 'There is an instance already',
    status: 409,
    exit: 7,
    detail: ({ place }) =>
      `${tick(place)} holds an instance already; an administrator of it makes further ones and further tokens`,
    fix: () => ['cinch serve', 'cinch serve recover'],
  }),
};
