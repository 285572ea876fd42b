/** Of each method that an app here may want, the scopes of which it needs any one. */
const needs: Readonly<Record<string, readonly string[]>> = {
  'users.info': ['users:read'],
  'users.list': ['users:read'],
  'users.lookupByEmail': ['users:read.email'],
  'usergroups.list': ['usergroups:read'],
  'conversations.open': ['im:write', 'mpim:write'],
  'conversations.info': ['channels:read', 'groups:read', 'im:read'],
  'conversations.list': ['channels:read', 'groups:read', 'im:read'],
  'conversations.members': ['channels:read', 'groups:read', 'im:read'],
  'conversations.join': ['channels:join'],
  'conversations.history': ['channels:history', 'groups:history', 'im:history'],
  'conversations.replies': ['channels:history', 'groups:history', 'im:history'],
  'chat.postMessage': ['chat:write'],
  'chat.update': ['chat:write'],
  'chat.delete': ['chat:write'],
  'chat.postEphemeral': ['chat:write'],
};

/** What an app is granted unless the control API takes a scope away. */
export const everyScope: readonly string[] = ['commands', ...new Set(Object.values(needs).flat())];

/** The scopes of which a call lacks any one; null: it may be made. */
export function lacking(method: string, granted: readonly string[]): readonly string[] | null {
  const wanted = needs[method];
  return wanted === undefined || wanted.some((scope) => granted.includes(scope)) ? null : wanted;
}
