import type { GivenFlags } from '../command-line.ts';

/** What has to be typed for the same without questions. */
export interface Asked {
  readonly asked: boolean;
  readonly flags: GivenFlags;
  readonly variables?: readonly string[];
}
