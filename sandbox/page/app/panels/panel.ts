/** What stands beside the chats. */
export type Panel = 'tour' | 'what-if' | undefined;
