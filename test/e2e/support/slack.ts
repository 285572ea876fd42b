import { until } from '../../support/until.ts';
import { keptMessages } from './kept-messages.ts';

export interface SlackMessage {
  readonly ts: string;
  readonly text: string;
  readonly isEphemeral: boolean;
  readonly blocks?: readonly unknown[];
  readonly [key: string]: unknown;
}

interface ButtonElement {
  readonly type: 'button';
  readonly action_id: string;
  readonly text: { readonly text: string };
}

/** People at the local Slack, by its control API: they type, read and press. Users are handles or e-mails. */
export function createPeople(slackUrl: string) {
  async function ask<T>(path: string, body?: object, method = body ? 'POST' : 'GET'): Promise<T> {
    const response = await fetch(`${slackUrl.replace(/\/$/, '')}/sandbox${path}`, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
    return (await response.json()) as T;
  }
  const user = (name: string) => encodeURIComponent(name.includes('@') ? name : `${name}@acme.test`);
  const kept = keptMessages<SlackMessage>(ask);
  const messages = (name: string, channel: string) => kept(`/users/${user(name)}/channels/${channel}/messages`);

  return {
    messages,
    type: (name: string, text: string, channel = 'app') =>
      ask<{ ok: boolean; message?: string }>(`/users/${user(name)}/type`, { text, channel }),
    press: (name: string, channel: string, message: SlackMessage, label: string) =>
      ask<{ ok: boolean; message?: string }>(`/users/${user(name)}/actions`, {
        channel,
        ts: message.ts,
        actionId: buttonOf(message, label)?.action_id ?? `no ${label}`,
        confirmed: true,
      }),
    change: (name: string, change: object) => ask(`/users/${user(name)}`, change, 'PATCH'),
    fault: (fault: object) => ask('/faults', fault),
    clearFaults: () => ask('/faults', undefined, 'DELETE'),
    /** The first message that says all of these, as this person sees the channel. */
    reads: (name: string, channel: string, ...words: readonly string[]) =>
      until(`${name} to read ${words.join(', ')} in ${channel}`, async () =>
        (await messages(name, channel)).find((message) => words.every((word) => whole(message).includes(word))),
      ),
  };
}

export type People = ReturnType<typeof createPeople>;

const texts = new WeakMap<SlackMessage, string>();

/** Everything that a message shows, as one text. Made once for each message: tests look through all of them again and again. */
export function whole(message: SlackMessage): string {
  const made = texts.get(message) ?? JSON.stringify([message.text, message['blocks'], message['attachments']]);
  texts.set(message, made);
  return made;
}

/** The first button with this label, or with one that it matches. */
export function buttonOf(message: SlackMessage, label: string | RegExp): ButtonElement | undefined {
  return find(message['blocks'], label) ?? find(message['attachments'], label);
}

function find(value: unknown, label: string | RegExp): ButtonElement | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const one = value as Partial<ButtonElement>;
  if (one.type === 'button' && isLabel(one.text?.text, label)) return one as ButtonElement;
  for (const inner of Object.values(value)) {
    const found = find(inner, label);
    if (found) return found;
  }
  return undefined;
}

function isLabel(text: string | undefined, label: string | RegExp): boolean {
  return typeof label === 'string' ? text === label : text !== undefined && label.test(text);
}
