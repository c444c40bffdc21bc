import type { Page } from './page.ts';

export const page: Page = {
  title: 'Secrets',
  blocks: [
    'A secret is never given as a value, which the shell history and the process list would keep. Say where it comes from:',
    [
      ['--secret password=env:SFTP_PASSWORD', 'a variable'],
      ['--secret privateKey=file:/path/to/key', 'a file'],
      ['--secret token=stdin', 'standard input; `prompt` asks'],
      ['--secret password=keyvault:NAME', 'a key vault, see `cinch help keyvault`'],
    ],
    'It is sealed before it touches a disk, and never shown again. The key is kept by the `keychain` of the system, a `passphrase` (`CINCH_PASSPHRASE`, or asked) or a `key-file` (`CINCH_KEY_FILE`, made when not there). Without one it is refused.',
    [
      ['cinch environment edit --secret-storage key-file', 'keep the key elsewhere'],
      ['cinch environment edit --rotate', 'seal all with a new key'],
    ],
    'When a field that says where a secret is sent changes, such as the host, the secret has to be given again, or kept knowingly with `--keep-secrets`.',
    'A backup holds the sealed secrets. It opens with the passphrase or key file of its day; a key in a keychain does not travel with it.',
  ],
};
