/** How many statements are on their way at once: enough that no engine waits, and few enough to hold. */
const atOnce = 256;

/**
 * Gives statements without waiting for each one; they still run in the order they are given. The first that failed is
 * told, once none of them is on its way any more.
 */
export function createTogether(): { add(work: Promise<unknown>): Promise<void>; end(): Promise<void> } {
  let going: Promise<unknown>[] = [];
  const end = async () => {
    const all = going;
    going = [];
    const failed = (await Promise.allSettled(all)).find((it) => it.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  };
  return {
    async add(work) {
      // Whoever gives the next one may fail before this is waited for.
      work.catch(() => undefined);
      going.push(work);
      if (going.length >= atOnce) await end();
    },
    end,
  };
}
