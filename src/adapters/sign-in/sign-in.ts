import type { EventEmitter } from 'node:events';
import { problem } from '../../kernel/problem.ts';
import type { SecretValue } from '../../kernel/secret-value.ts';
import type { Granted, Renewed, SignInApp, SignInBack, SignInWait } from '../../kernel/sign-in.ts';
import { carries, type RedirectPages, waitForRedirect } from './redirect.ts';
import { createTokens, type TokenParts } from './tokens.ts';

interface Parts extends TokenParts {
  /** Where Ctrl-C is heard. */
  readonly signals: EventEmitter;
  readonly pages: RedirectPages;
  /** Unguessable text. */
  readonly unguessable: () => string;
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  readonly openBrowser: (address: string) => void;
}

/** Signs a person in to a service, and gets access tokens from what that left behind. */
export interface SignInAdapter {
  inBrowser(app: SignInApp, wait: SignInWait, back: SignInBack): Promise<Granted>;
  onDevice(app: SignInApp, wait: SignInWait): Promise<Granted>;
  renewed(app: SignInApp, token: SecretValue): Promise<Renewed>;
  revoked(app: SignInApp, token: SecretValue): Promise<void>;
}

/** How long a service has for an answer. */
const answerMs = 30_000;

export function createSignIn(parts: Parts): SignInAdapter {
  const { signals, pages, unguessable, pause } = parts;

  /** Does work that ends in time, and at Ctrl-C; nothing of it goes on after. */
  async function within<T>(
    end: AbortController,
    seconds: number,
    work: () => Promise<T>,
    late: () => Error,
  ): Promise<T> {
    const interrupted = () => end.abort(problem('interrupted', { signal: 'SIGINT' }));
    const passed = new AbortController();
    signals.on('SIGINT', interrupted);
    const deadline = pause(seconds * 1000, passed.signal).then(() => {
      if (!passed.signal.aborted) end.abort(late());
    });
    const ended = new Promise<never>((_, reject) => {
      end.signal.addEventListener('abort', () => reject(end.signal.reason));
    });
    try {
      return await Promise.race([work(), ended]);
    } finally {
      passed.abort();
      signals.off('SIGINT', interrupted);
      await deadline;
    }
  }

  return {
    async inBrowser(app, { seconds, told, opens }, back) {
      const end = new AbortController();
      const tokens = createTokens(app, parts, end.signal);
      const [state, verifier] = [unguessable(), unguessable()];
      const begin = async (redirect: string) => {
        const address = await tokens.authorization(redirect, state, verifier);
        await told({ address, redirect, seconds });
        if (opens) parts.openBrowser(address);
      };
      if ('bring' in back) {
        await begin(back.redirect);
        const answer = await back.bring((it) => carries(it, state));
        const late = () => unanswered(app);
        return within(end, answerMs / 1000, () => tokens.ofAnswer(answer, state, back.redirect, verifier), late);
      }
      const host = app.redirect === 'localhost' ? 'localhost' : '127.0.0.1';
      const open = await waitForRedirect({ port: back.port, host, state, pages });
      const late = () => problem('sign_in.deadline', { name: app.name, seconds, stranger: open.strangers() });
      const work = async () => {
        await begin(open.address);
        return tokens.ofAnswer(await open.answer, state, open.address, verifier);
      };
      try {
        return await within(end, seconds, work, late);
      } finally {
        open.close();
      }
    },
    async onDevice(app, { seconds, told }) {
      const end = new AbortController();
      const tokens = createTokens(app, parts, end.signal);
      const late = () => problem('sign_in.deadline', { name: app.name, seconds, stranger: false });
      return within(
        end,
        seconds,
        async () => {
          const { device_code, user_code, verification_uri, expires_in, interval = 5 } = await tokens.deviceCode();
          const left = Math.min(seconds, expires_in);
          await told({ address: verification_uri, code: user_code, seconds: left });
          for (let each = interval; ; ) {
            await pause(each * 1000, end.signal);
            if (end.signal.aborted) throw end.signal.reason;
            const granted = await tokens.ofDevice(device_code);
            if (granted === 'expired')
              throw problem('sign_in.deadline', { name: app.name, seconds: left, stranger: false });
            if (typeof granted === 'object') return granted;
            if (granted === 'slow down') each += 5;
          }
        },
        late,
      );
    },
    async renewed(app, token) {
      const end = new AbortController();
      const late = () => unanswered(app);
      const tokens = createTokens(app, parts, end.signal);
      return within(end, answerMs / 1000, () => tokens.renewed(token), late);
    },
    async revoked(app, token) {
      const end = new AbortController();
      const tokens = createTokens(app, parts, end.signal);
      return within(
        end,
        answerMs / 1000,
        () => tokens.revoked(token),
        () => unanswered(app),
      );
    },
  };
}

function unanswered({ name, token }: SignInApp) {
  return problem('sign_in.unreachable', { name, host: new URL(token).host, code: 'no answer in time' });
}
