import { signInWays } from '../remote.ts';
import { object, oneOf, orNull, type Shape, text, yesNo } from './shapes.ts';

/** What a sign-in to a server came to. */
export const signedIn: Shape = object({
  environment: text,
  server: text,
  with: oneOf(...signInWays),
  issuer: orNull(text),
  kept: yesNo,
  trouble: orNull(text),
});

export const signedOut: Shape = object({ environment: text, forgotten: yesNo, revoked: yesNo });
