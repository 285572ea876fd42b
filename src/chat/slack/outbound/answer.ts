import type { ReplyRef } from '../../../domain/call.ts';
import type { Message } from '../../../domain/message.ts';
import { ChatRefused, ChatUnavailable } from '../../../ports/chat.ts';
import type { Mentions } from '../../../ports/chat.ts';
import type { Clock } from '../../../ports/clock.ts';
import { toBlocks } from './blocks.ts';
import { sortResponseUrl } from '../connect/refusals.ts';
import { isResponseUrl } from './response-url.ts';
import type { Rendered, Render } from './render.ts';
import type { Web } from '../connect/web.ts';
import { requestTimeoutMs } from '../connect/web.ts';

/** Where a private answer goes in Slack; times in ms. */
export interface SlackReply extends ReplyRef {
  readonly platform: 'slack';
  readonly user: string;
  readonly channel: string | null;
  /** Five uses within 30 minutes of `at`. */
  readonly responseUrl: string | null;
  readonly at: number;
}

const usableMs = 29 * 60_000;

/**
 * Answers in private: through the response URL while it lives, else as an ephemeral message where the person was, else
 * as a direct message. Throws only when none of the three could be had.
 */
export function createAnswer({
  web,
  apiUrl,
  render,
  clock,
}: {
  readonly web: Web;
  /** Of the Slack that we are connected to: no answer goes to another. */
  readonly apiUrl: string;
  readonly render: Render;
  readonly clock: Clock;
}) {
  return async function answer(reply: ReplyRef, message: Message, mentions?: Mentions): Promise<void> {
    const to = reply as SlackReply;
    const drawn = render(message, mentions);
    const { responseUrl, channel } = to;
    const ways: (() => Promise<void>)[] = [];
    const isUsable = responseUrl !== null && isResponseUrl(responseUrl, apiUrl) && clock.now() - to.at < usableMs;
    if (isUsable) ways.push(() => respond(responseUrl, drawn));
    if (channel && !channel.startsWith('D')) ways.push(() => ephemeral(channel, to.user, drawn));
    ways.push(() => direct(to.user, drawn));
    const failures: unknown[] = [];
    for (const way of ways) {
      try {
        await way();
        return;
      } catch (error) {
        failures.push(error);
      }
    }
    throw failures.find((error) => error instanceof ChatUnavailable) ?? failures.at(-1);
  };

  async function respond(url: string, { text, blocks }: Rendered): Promise<void> {
    let response: Response;
    try {
      response = await fetch(url, {
        method: 'POST',
        redirect: 'error',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ response_type: 'ephemeral', replace_original: false, text, blocks }),
        signal: AbortSignal.timeout(requestTimeoutMs),
      });
    } catch (error) {
      throw new ChatUnavailable('Slack did not take an answer to a response URL', null, { cause: error });
    }
    const body = await response.text().catch(() => '');
    if (response.ok && !/"ok"\s*:\s*false/.test(body)) return;
    const what = `Slack did not take an answer to a response URL: ${response.status}`;
    const code = /"error"\s*:\s*"([a-z_]+)"/.exec(body)?.[1] ?? `http_${response.status}`;
    if (response.status === 429) {
      throw new ChatUnavailable(what, Number(response.headers.get('retry-after') ?? 1) * 1_000, { code });
    }
    const sorted = sortResponseUrl(code);
    if (sorted.kind === 'transient') throw new ChatUnavailable(what, null, { code });
    throw new ChatRefused(what, code, sorted);
  }

  async function ephemeral(channel: string, user: string, { text, blocks }: Rendered): Promise<void> {
    await web('chat.postEphemeral', (client) =>
      client.chat.postEphemeral({ channel, user, text, blocks: toBlocks(blocks) }),
    );
  }

  async function direct(user: string, { text, blocks }: Rendered): Promise<void> {
    const opened = await web('conversations.open', (client) => client.conversations.open({ users: user }));
    const channel = opened.channel?.id;
    if (!channel) throw new ChatRefused('Slack opened no direct channel', 'no_channel');
    await web(
      'chat.postMessage',
      (client) => client.chat.postMessage({ channel, text, blocks: toBlocks(blocks) }),
      channel,
    );
  }
}

export type Answer = ReturnType<typeof createAnswer>;
