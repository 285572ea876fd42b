interface Answer<M> {
  /** Null: it may look different the next time although nothing changed. */
  readonly version: string | null;
  readonly unchanged?: true;
  readonly messages?: readonly M[];
}

/**
 * Reads messages of a local chat by its control API, and keeps what it read: where nothing changed since, the chat says
 * so in one line. Tests look again and again, and a busy channel is a megabyte.
 * @param ask GET of a path below /sandbox
 */
export function keptMessages<M>(ask: (path: string) => Promise<Answer<M>>) {
  const kept = new Map<string, { readonly version: string; readonly messages: readonly M[] }>();
  return async (path: string): Promise<readonly M[]> => {
    const before = kept.get(path);
    const known = before === undefined ? '' : `&known=${encodeURIComponent(before.version)}`;
    const { version, unchanged, messages = [] } = await ask(`${path}?limit=1000${known}`);
    if (unchanged === true && before !== undefined) return before.messages;
    if (version !== null) kept.set(path, { version, messages });
    return messages;
  };
}
