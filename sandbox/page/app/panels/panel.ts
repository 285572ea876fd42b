/** What stands beside the chats. */
export type Panel = 'record' | 'systems' | 'what-if' | undefined;
