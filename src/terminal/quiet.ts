/** Knows when a terminal has nothing more to say for now. */
export interface Quiet {
  /** Something came. */
  heard(): void;
  /** Waits until nothing has come for a while. */
  until(milliseconds: number): Promise<void>;
}

/**
 * Pauses between what is read are judged after everything that waits was read, so that a machine under load does not take
 * its own delay for a pause.
 */
export function createQuiet(): Quiet {
  let count = 0;
  return {
    heard() {
      count += 1;
    },
    async until(milliseconds) {
      for (let before = -1; before !== count; ) {
        before = count;
        await new Promise((resolve) => setTimeout(resolve, milliseconds));
        await nextTurn();
      }
    },
  };
}

/** Waits until everything that is there to be read was read, and what hangs on it was done. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
