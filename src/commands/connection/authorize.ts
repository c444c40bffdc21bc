import { defineCommand, longestWait } from '../define.ts';
import { authorize } from '../shared/authorize.ts';
import { connectionToChange } from '../shared/connection-to-change.ts';

export default defineCommand({
  path: 'connection authorize',
  summary: 'Sign in to its service in a browser',
  description:
    'Sends your browser to the service, with the app of your own that is registered there, and keeps what the sign-in leaves behind: sealed, and never shown. The connection is ready from then on. `help sign-in` tells what the app has to allow.',
  changes: true,
  args: [
    {
      name: 'connection',
      help: 'Name, id or exact display name',
      completes: 'connection',
      offers: [{ status: 'awaiting sign-in' }, {}],
    },
  ],
  flags: {
    'client-id': { kind: 'text', placeholder: 'ID', help: 'Client ID of your own app, kept with the connection' },
    secret: {
      kind: 'many',
      placeholder: 'FIELD=SOURCE',
      completes: ['clientSecret=env:', 'refreshToken=env:'],
      help: 'Secret of the app, or a token in place of a sign-in: clientSecret=env:VAR, refreshToken=file:PATH; repeatable',
    },
    device: { kind: 'switch', help: 'Sign in on another device, with a code' },
    port: {
      kind: 'number',
      placeholder: 'NUMBER',
      min: 1,
      max: 65_535,
      help: 'Port of this machine that the browser comes back to, where the app allows only one',
    },
    redirect: {
      kind: 'text',
      placeholder: 'ADDRESS',
      help: 'HTTPS address that the app comes back to instead; you paste where the browser ended',
    },
    'no-browser': { kind: 'switch', help: 'Only say the address, and open no browser' },
    wait: {
      kind: 'number',
      placeholder: 'SECONDS',
      min: 1,
      max: longestWait,
      help: 'How long to wait for the sign-in, 300 when left out',
    },
  },
  examples: [
    { run: 'connection authorize newsletter --client-id 512340987612', does: 'sign in for the first time' },
    { run: 'connection authorize newsletter', does: 'sign in again, with the same app' },
    { run: 'connection authorize sales --device', does: 'sign in on another device' },
    {
      run: 'connection authorize newsletter --secret refreshToken=env:MAILCHIMP_TOKEN',
      does: 'keep a token that was got elsewhere',
    },
  ],

  async run({ args, flags }, context) {
    const subject = { change: 'connection.sign-in', connection: args.connection, secrets: {} } as const;
    return authorize(context, await connectionToChange(context, subject), flags);
  },
});
