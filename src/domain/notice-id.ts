/** The key of what a person is told of an event of an access; what stands in a chat is named after it. */
export function eventNoticeKey(access: string, n: number): string {
  return `tell-${access}-${n}`;
}

export interface EventNotice {
  readonly access: string;
  readonly n: number;
  /** Whether it stands in a channel, because direct messages to the person are closed. */
  readonly inChannel: boolean;
}

/** What a message's name says that it tells of; null: of no event. Pure. */
export function eventNoticeOf(id: string): EventNotice | null {
  const [, access, n, rest] = /^tell-([^-]+)-(\d+)-(.+)$/.exec(id) ?? [];
  if (access === undefined || n === undefined || rest === undefined) return null;
  return { access, n: Number(n), inChannel: rest.startsWith('in-') };
}
