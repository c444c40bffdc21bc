import type { Page } from './page.ts';

export const page: Page = {
  title: 'Signing in to services in a browser',
  blocks: [
    'Some services let a person sign in instead of giving a key. Their connections wait for that.',
    [
      ['cinch connection list --status awaiting-sign-in', 'which of them wait'],
      ['cinch connection authorize NAME --client-id ID', 'sign in with an app of your own'],
      ['cinch connection authorize NAME --device', 'on another device, where the service has that'],
    ],
    'The app is yours, registered at the service. It has to allow the redirect `http://127.0.0.1:PORT/callback`, with `localhost` where `authorize` says so. `--port` gives a port that it allows alone, `--redirect` an address of its own where it allows only HTTPS. Its secret, and a token that was got elsewhere, are given with `--secret clientSecret=SOURCE` and `--secret refreshToken=SOURCE`.',
    'What a sign-in leaves behind is sealed and never shown. It ends some day, after 60 days at Facebook: `connection show`, `connection list -o wide` and `doctor` say when. Where nobody can be asked, `authorize` ends with 15 and the address.',
    'A type of your own declares `signIn`, or `manualToken`: see `schema TypeDeclaration`.',
  ],
};
