import type { Chat, ChatRoles } from '../ports/chat.ts';
import { ChatUnavailable } from '../ports/chat.ts';

/** How soon whoever asked may ask again, in ms. */
const againMs = 3_000;

/** Stands for a chat until it is connected: whatever it's asked can be tried later, and nothing was sent. */
export function lateChat({ name: platform, hasRoles }: { readonly name: string; readonly hasRoles: boolean }): Chat {
  const name = `${platform.charAt(0).toUpperCase()}${platform.slice(1)}`;
  const later = () =>
    Promise.reject(new ChatUnavailable(`${name} isn’t connected yet`, againMs, { code: 'not_connected' }));
  const roles: ChatRoles = { name: later, held: later, holders: later, obstacle: later, give: later, take: later };
  return {
    platform,
    name,
    hint: null,
    showsEmails: false,
    commandText: (command, value) => `/access ${command} ${value}`,
    profile: later,
    localeOf: () => Promise.resolve(null),
    accountByEmail: later,
    accountByName: later,
    answer: later,
    directChannel: later,
    probe: later,
    pace: later,
    post: later,
    update: later,
    find: later,
    signIn: () => null,
    roles: hasRoles ? roles : null,
  };
}
