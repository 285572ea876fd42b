import type { Settings } from '../settings.ts';
import type { Store } from '../store.ts';

const EMAIL = /[\w.+'-]+@[\w-]+(?:\.[\w-]+)+/y;
const URL_TYPED = /https?:\/\/[^\s<>|"]*[^\s<>|".,;:!?)]/y;
const NAME = /[@#][\w.-]*\w/y;
const BROADCASTS = ['here', 'channel', 'everyone'];

/**
 * What a person typed after a slash command, as an app with `should_escape: true` receives it: people, channels and user
 * groups by id, links in angle brackets, and `&`, `<` and `>` escaped. What is escaped already (a mention that a composer
 * inserted) is left as it is.
 */
export function escapeTyped(typed: string, store: Store, settings: Settings): string {
  let out = '';
  let at = 0;
  while (at < typed.length) {
    const [taken, escaped] = next(typed, at, store, settings);
    out += escaped;
    at += taken;
  }
  return out;
}

function next(typed: string, at: number, store: Store, settings: Settings): [number, string] {
  const rest = typed.slice(at);
  const ready = /^<(?:@[UW]\w+|#C\w+|!\w+|mailto:[^>]+|https?:[^>]+)(?:\|[^>]*)?>/.exec(rest)?.[0];
  if (ready !== undefined) return [ready.length, ready];
  const isStart = at === 0 || !/[\w.@#]/.test(typed.charAt(at - 1));
  const link = isStart ? match(URL_TYPED, typed, at) : undefined;
  if (link !== undefined) return [link.length, `<${link.replaceAll('&', '&amp;')}>`];
  const email = isStart ? match(EMAIL, typed, at) : undefined;
  if (email !== undefined) return [email.length, settings.emails === 'plain' ? email : `<mailto:${email}|${email}>`];
  const name = isStart ? match(NAME, typed, at) : undefined;
  const mention = name === undefined ? undefined : mentionOf(name, store);
  if (name !== undefined && mention !== undefined) return [name.length, mention];
  const one = typed.charAt(at);
  return [1, one === '&' ? '&amp;' : one === '<' ? '&lt;' : one === '>' ? '&gt;' : one];
}

function mentionOf(typed: string, store: Store): string | undefined {
  const name = typed.slice(1).toLowerCase();
  if (typed.startsWith('#')) {
    const channel = store.channels().find((one) => one.kind !== 'im' && one.name === name);
    return channel && `<#${channel.id}|${channel.name}>`;
  }
  if (BROADCASTS.includes(name)) return `<!${name}>`;
  const user = store.users().find((one) => one.name.toLowerCase() === name);
  if (user !== undefined) return `<@${user.id}|${user.name}>`;
  const group = store.userGroups.find((one) => one.handle.toLowerCase() === name);
  return group && `<!subteam^${group.id}|@${group.handle}>`;
}

function match(expression: RegExp, text: string, at: number): string | undefined {
  expression.lastIndex = at;
  return expression.exec(text)?.[0];
}
