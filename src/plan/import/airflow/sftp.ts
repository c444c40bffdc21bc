import { first, hostWithPort, type SourceKind, sshAddress, sshMethod } from '../source-kind.ts';

// Providers sftp and ssh: the older `private_key_pass` became `private_key_passphrase`.
export const sftp: SourceKind = {
  type: 'sftp',
  settings: {
    authenticationMethod: sshMethod('extra.private_key', 'extra.key_file'),
    hostname: hostWithPort('host', 'port', '22'),
    username: first('login'),
  },
  secrets: {
    password: first('password'),
    privateKey: first('extra.private_key'),
    passphrase: first('extra.private_key_passphrase', 'extra.private_key_pass'),
  },
  addresses: { host: sshAddress },
  left: { 'extra.key_file': 'elsewhere' },
  elsewhere: { 'extra.key_file': 'privateKey' },
};
