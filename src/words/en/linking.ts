import type { Text } from '../../domain/message.ts';

/** How accounts of two chats become one person, and how that is taken back. Accounts are shown as `Ada Lovelace (Slack)`. */
export const linking = {
  unlinkSummary: (account: string) => `Unlink ${account}?`,
  unlinkTitle: 'Unlink this account?',
  unlinkEffect: (account: string, key: string, label: string): Text => [
    { strong: account },
    ` (${key}) will no longer act as ${label}, and can’t do anything here until it’s linked again. ${label} keeps all their access.`,
  ],
  unlink: 'Unlink',
} as const;
