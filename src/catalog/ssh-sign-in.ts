import type { Fields } from '../fields/field.ts';

/** The two ways to sign in to an SFTP server: a password or a key, never both. */
export const sshSignIn = {
  authenticationMethod: {
    kind: 'choice',
    label: 'Sign in with',
    help: 'How the product signs in to the server',
    choices: [
      { value: 'usernamePassword', label: 'user name and password' },
      { value: 'sshKey', label: 'SSH key' },
    ],
    default: 'usernamePassword',
  },
  password: {
    kind: 'secret',
    label: 'Password',
    help: 'Password of the account',
    shape: 'password',
    when: { field: 'authenticationMethod', is: 'usernamePassword' },
  },
  privateKey: {
    kind: 'secret',
    label: 'Private key',
    help: 'Private key of the account: PEM, ssh.com or OpenSSH',
    shape: 'private-key',
    when: { field: 'authenticationMethod', is: 'sshKey' },
  },
} as const satisfies Fields;
