import { problem } from '../../kernel/problem.ts';
import { readSignInOffer, type SignInOffer, signInPath } from '../../model/sign-in-offer.ts';

const mostBytes = 65_536;

/** What a server says at `signInPath`, to anybody. */
export function descriptionOf(offer: SignInOffer): object {
  return { service: 'cinch', ...offer };
}

/** Asks an address whether it is a server of cinch, without presenting anything. */
export async function describeServer(url: string, ask: typeof fetch, ms: number): Promise<SignInOffer> {
  const not = (says: string) => problem('environment.no_server', { url, says });
  const signal = AbortSignal.timeout(ms);
  let response: Response;
  let text = '';
  try {
    response = await ask(`${url}${signInPath}`, { redirect: 'manual', signal });
    const decoder = new TextDecoder();
    for await (const part of response.body ?? []) {
      text += decoder.decode(part, { stream: true });
      if (text.length > mostBytes) break;
    }
  } catch (error) {
    const says = signal.aborted ? `has not answered within ${Math.round(ms / 1000)} seconds` : troubleOf(error);
    throw problem('environment.unreachable', { url, says });
  }
  if (response.status >= 500) throw problem('environment.unreachable', { url, says: `answers ${response.status}` });
  if (response.status !== 200) throw not(`answers ${response.status}`);
  if (text.length > mostBytes) throw not('says more than any server of cinch');
  const said = parsed(text);
  if (said?.service !== 'cinch') throw not('does not say so');
  const offer = readSignInOffer(said);
  if (offer === undefined) throw not('says something else of how to sign in');
  return offer;
}

function parsed(text: string): { readonly [key: string]: unknown } | undefined {
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' && found !== null ? (found as { [key: string]: unknown }) : undefined;
  } catch {
    return undefined;
  }
}

// Node's own words for it: a code, and nothing of what was said.
function troubleOf(error: unknown): string {
  const { code } = ((error as Error).cause ?? {}) as { code?: unknown };
  const known = typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,60}$/.test(code) ? code : 'no answer';
  const certificate = /CERT|SIGN|TLS|ISSUER|VERIFY/.test(known);
  return certificate ? `has a certificate that is not trusted here (${known})` : `cannot be reached (${known})`;
}
