import { hash } from 'node:crypto';
import { type SecretValue, secretValue } from '../../../kernel/secret-value.ts';
import type { Keychain } from '../../sealing/keychain.ts';
import { keepProven, proveKeychain, troubleWords } from '../../sealing/proven-keychain.ts';
import type { Place } from './place.ts';

/** What a sign-in leaves. */
export interface Kept {
  /** An API token, which serves as it is. */
  readonly api?: SecretValue;
  readonly refresh?: SecretValue;
  readonly access?: SecretValue;
  /** Until when the access token holds, in milliseconds. */
  readonly untilMs?: number;
}

/** What signing in to one environment left, in the keychain of the operating system and nowhere else. */
export interface KeptSignIn {
  /** What is kept; or why nothing can be. */
  read(): Promise<{ readonly kept?: Kept; readonly trouble?: string }>;
  /** Keeps it; answers why not, where it could not. */
  keep(kept: Kept): Promise<string | undefined>;
  /** Answers whether there was something. */
  forget(): Promise<boolean>;
}

// The keychain of Windows takes 2,560 bytes an entry, two for each character.
const pieceLength = 1200;
const mostPieces = 50;
const secrets = ['api', 'refresh', 'access'] as const;

/** An entry belongs to a server, an instance and an issuer: after a change of any of these it is not found, so never sent. */
export function keptSignIn(keychain: Keychain, { environment, remote }: Place): KeptSignIn {
  const { url, instance, signIn } = remote;
  const whose = [environment, url, instance, signIn.kind, signIn.issuer ?? '', signIn.clientId ?? ''];
  const entry = `sign-in/${hash('sha256', whose.join('\n'), 'base64url')}`;
  const piece = (at: number) => (at === 0 ? entry : `${entry}.${at}`);

  async function text(): Promise<string | undefined> {
    const [, count, first] = /^(\d{1,2}):(.*)$/s.exec((await keychain.get(entry)) ?? '') ?? [];
    if (count === undefined || first === undefined) return undefined;
    const others = Array.from({ length: Math.min(mostPieces, Number(count)) - 1 }, (_, at) =>
      keychain.get(piece(at + 1)),
    );
    return [first, ...(await Promise.all(others))].join('');
  }

  return {
    async read() {
      try {
        // Another run may be about to write it: a second look finds it whole.
        const kept = keptIn(await text()) ?? keptIn(await text());
        return kept === undefined ? {} : { kept };
      } catch (error) {
        return { trouble: troubleWords(error) };
      }
    },
    async keep(kept) {
      const whole = JSON.stringify({
        ...Object.fromEntries(secrets.map((name) => [name, kept[name]?.reveal()])),
        untilMs: kept.untilMs,
      });
      const pieces = whole.match(new RegExp(`.{1,${pieceLength}}`, 'gs')) ?? [];
      try {
        await proveKeychain(keychain, `${entry}.probe`);
        // The first piece comes last: what was cut short is not read.
        for (let at = pieces.length - 1; at > 0; at -= 1) await keepProven(keychain, piece(at), pieces[at] ?? '');
        await keepProven(keychain, entry, `${pieces.length}:${pieces[0]}`);
        return undefined;
      } catch (error) {
        return troubleWords(error);
      }
    },
    async forget() {
      const [, count] = /^(\d{1,2}):/.exec((await keychain.get(entry).catch(() => undefined)) ?? '') ?? [];
      if (count === undefined) return false;
      for (let at = 0; at < Math.min(mostPieces, Number(count)); at += 1) await keychain.delete(piece(at));
      return true;
    },
  };
}

function keptIn(text: string | undefined): Kept | undefined {
  if (text === undefined) return undefined;
  let found: { readonly [member: string]: unknown };
  try {
    found = JSON.parse(text) as typeof found;
  } catch {
    return undefined;
  }
  const values = secrets.flatMap((name) => {
    const value = found[name];
    return typeof value === 'string' ? [[name, secretValue(value)] as const] : [];
  });
  const { untilMs } = found;
  return { ...Object.fromEntries(values), ...(typeof untilMs === 'number' ? { untilMs } : {}) };
}
