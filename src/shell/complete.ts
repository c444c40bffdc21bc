import { writeSync } from 'node:fs';
import { printOffer } from './complete/candidate.ts';
import { lateLook } from './complete/late-look.ts';
import { offerFor } from './complete/offer.ts';

/**
 * Answers `__complete WORD...`, the words after `cinch` up to the one that is being typed: a line for each word that may
 * stand there. Whatever is wrong, it offers less, says nothing and ends well: a person is typing.
 */
export async function run([, ...line]: readonly string[]): Promise<void> {
  try {
    const look = lateLook(line.slice(0, -1), () => Object.keys(process.env));
    const answer = printOffer(await offerFor(line, look), line.at(-1) ?? '');
    for (let left = Buffer.from(answer); left.length > 0; ) left = left.subarray(writeSync(1, left));
  } catch {
    // Nothing to offer, or nobody who waits for it.
  }
}
