/**
 * The pages of `pages`, each read while the one before it is still being worked on: whoever reads from a server doesn't wait
 * for it in between. One page is held beside the one in hand. What reading throws is thrown where its page would have come.
 */
export async function* readAhead<T>(pages: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
  const reader: AsyncIterator<T, unknown> = pages[Symbol.asyncIterator]();
  const read = () => {
    const next = reader.next();
    // It's thrown when its turn comes, and must not count as unhandled until then.
    next.catch(() => undefined);
    return next;
  };
  let ahead = read();
  try {
    for (;;) {
      const page = await ahead;
      if (page.done === true) return;
      ahead = read();
      yield page.value;
    }
  } finally {
    await ahead.catch(() => undefined);
    await reader.return?.();
  }
}
