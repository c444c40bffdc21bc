import type { Page } from './page.ts';

export const page: Page = {
  title: 'Signing in to services in a browser',
  blocks: [
    'Some services let a person sign in instead of giving a key. Their connections wait for that, and `cinch connection list --status awaiting-sign-in` names them.',
    [
      ['cinch connection authorize NAME --client-id ID', 'sign in with an app of your own'],
      ['cinch connection authorize NAME --device', 'on another device, where the service has that'],
      ['cinch connection authorize NAME --secret refreshToken=env:VARIABLE', 'with a token that was got elsewhere'],
    ],
    'The app is yours: register one at the service, and have it allow the redirect `http://127.0.0.1:PORT/callback`, or `http://localhost:PORT/callback` where `authorize` says so. Where it allows one port alone, give that with `--port`. Where it allows only HTTPS, give its own address with `--redirect`, and paste where the browser ended.',
    'What the sign-in leaves behind is sealed like every secret and never shown. The secret of the app, where it has one, is given with `--secret clientSecret=env:VARIABLE`.',
    'A sign-in ends some day: after 60 days at Facebook, after 90 days without use at others. `cinch connection show`, `cinch connection list -o wide` and `cinch doctor` say when, as far as the service tells. Signing in again is the same command.',
    'Where nobody can be asked, `authorize` ends with exit code 15 and the address. Nothing changes until the sign-in is complete, so Ctrl-C leaves everything as it was.',
    'A type of your own declares `signIn` with the addresses of its service, or `manualToken` where its token is given by hand; `cinch schema TypeDeclaration` has the members.',
  ],
};
