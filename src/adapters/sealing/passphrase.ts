import { randomBytes, scrypt } from 'node:crypto';
import type { Progress } from '../../kernel/progress.ts';
import { type SecretValue, secretValue } from '../../kernel/secret-value.ts';
import type { WrappedKey } from '../../model/environment-record.ts';
import { exactBytes } from './exact-bytes.ts';
import { keptDamaged, locked } from './locked.ts';
import { keyBytes } from './sealed-text.ts';
import type { WrappingStorage } from './wrapping.ts';

/** Asks a person for the passphrase that is in use, or for a new one; nothing where nobody can be asked. */
export type AskPassphrase = (purpose: 'open' | 'new') => Promise<SecretValue | undefined>;

/** scrypt's N: 128 MiB and about half a second with r=8 and p=1. */
export const scryptCost = 2 ** 17;

const scryptCostLimit = 2 ** 20;
const blockSize = 8;
const saltBytes = 16;

interface PassphraseParts {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly ask: AskPassphrase;
  /** scrypt's N for new passphrases. */
  readonly cost: number;
  readonly progress: Pick<Progress, 'during'> | undefined;
}

/** Wrapping keys that scrypt makes from `CINCH_PASSPHRASE`, or from a passphrase that a person types. */
export function passphraseStorage({ env, ask, cost, progress }: PassphraseParts): WrappingStorage {
  const derive = (passphrase: SecretValue, parameters: Parameters) => {
    const derived = scryptKey(passphrase, parameters);
    return progress === undefined ? derived : progress.during('key', derived);
  };
  const given = async (purpose: 'open' | 'new') =>
    env.CINCH_PASSPHRASE === undefined ? await ask(purpose) : secretValue(env.CINCH_PASSPHRASE);
  return {
    async find(_environmentId, how) {
      const parameters = readParameters(how);
      if (parameters === undefined) throw keptDamaged('passphrase', 'its salt or cost is none that cinch writes');
      const passphrase = await given('open');
      if (passphrase === undefined) throw locked('passphrase', 'none was given and nobody can be asked');
      if (isEmpty(passphrase)) throw locked('passphrase', 'the one that was given is empty');
      return { key: await derive(passphrase, parameters), with: how, passphrase };
    },
    async make(_environmentId, how) {
      const passphrase = how?.passphrase ?? (await given('new'));
      if (passphrase === undefined) return { says: 'no passphrase was given and nobody can be asked for one' };
      if (isEmpty(passphrase)) return { says: 'the passphrase is empty' };
      const salt = randomBytes(saltBytes);
      const key = await derive(passphrase, { salt, cost });
      return { wrapping: { key, with: { salt: salt.toString('base64url'), cost }, passphrase } };
    },
    forget: async () => {},
  };
}

interface Parameters {
  readonly salt: Buffer;
  readonly cost: number;
}

// A record may come from a hostile backup, and scrypt does whatever work it is told: judged before any is done.
function readParameters({ salt: text, cost }: WrappedKey['with']): Parameters | undefined {
  const salt = exactBytes(text);
  if (salt?.length !== saltBytes || cost === undefined || !Number.isSafeInteger(cost)) return undefined;
  const powerOfTwo = cost >= 2 && cost <= scryptCostLimit && (cost & (cost - 1)) === 0;
  return powerOfTwo ? { salt, cost } : undefined;
}

function isEmpty(passphrase: SecretValue): boolean {
  return passphrase.reveal() === '';
}

// NFC, because systems differ in how a keyboard spells the same letter.
function scryptKey(passphrase: SecretValue, { salt, cost }: Parameters): Promise<Buffer> {
  const options = { N: cost, r: blockSize, p: 1, maxmem: 256 * cost * blockSize };
  return new Promise((resolve, reject) => {
    scrypt(passphrase.reveal().normalize('NFC'), salt, keyBytes, options, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
