import { first, hostWithPort, type SourceKind, sshAddress, sshMethod } from '../source-kind.ts';

export const sftp: SourceKind = {
  type: 'sftp',
  settings: {
    authenticationMethod: sshMethod('key_pem', 'key_file'),
    hostname: hostWithPort('host', 'port', '22'),
    username: first('user'),
  },
  secrets: {
    password: first('pass'),
    // It stands on one line, with its line breaks written as `\n`.
    privateKey: (read) => read('key_pem')?.replaceAll('\\n', '\n'),
    passphrase: first('key_file_pass'),
  },
  obscured: ['password', 'passphrase'],
  addresses: { host: sshAddress },
  left: { key_file: 'elsewhere' },
  elsewhere: { key_file: 'privateKey' },
};
