import { LRUCache } from 'lru-cache';
import type { Outcome } from '../../../domain/call.ts';
import { againButton } from '../../../domain/typed-again.ts';
import { atMost } from '../../../lib/read-cache.ts';
import type { SlackReply } from '../outbound/answer.ts';
import { directHow, offeredLine } from '../outbound/sentences.ts';
import { ownMessage, readDirectLine } from './direct-line.ts';
import type { FormParts } from './handling.ts';
import { callOf } from './parse.ts';
import { readable } from './tokens.ts';

/** How many lines, and people who were told how it goes, this process remembers. */
const mostKept = 10_000;

/**
 * What somebody writes to the app in its direct channel (`message.im`). A line that is a command is carried out once, however
 * often Slack delivers it: its channel and time are what it's called. What was only guessed is offered as a button, and
 * whoever writes something else is told once how it goes.
 */
export function createDirectLines({ commands, workspace, answer, handling }: Omit<FormParts, 'web'>) {
  const told = new LRUCache<string, true>(atMost(mostKept));
  /** Lines that Slack delivers again are answered once. */
  const heard = new LRUCache<string, true>(atMost(mostKept));
  const { safely, confirmed, tell } = handling;
  const modes = new Map(commands.descriptions.map(({ name, mode }) => [name, mode]));

  /** `at`: when it came, in ms. */
  return async function directLine(event: object, at: number): Promise<void> {
    const said = ownMessage(event);
    if (said === null) return;
    const { user, channel, ts, text } = said;
    const delivery = `slack-${channel}-${ts}`;
    if (heard.has(delivery)) return;
    heard.set(delivery, true);
    const reply: SlackReply = { platform: 'slack', user, channel, responseUrl: null, at };
    await safely(
      'a direct message',
      reply,
      () => Promise.resolve(),
      async () => {
        const read = readDirectLine(text, workspace);
        if (read.kind === 'other') return tellHow(reply);
        if (read.kind === 'guess') {
          const button = againButton({ line: read.line });
          return button === null ? tellHow(reply) : answer(reply, offeredLine(readable(read.line, workspace), button));
        }
        const call = callOf(read.typed, reply, {
          workspace,
          delivery,
          at,
          line: text.trim(),
        });
        const isJob = modes.get(call.command) === 'job';
        const outcome: Outcome = isJob ? await confirmed(call, reply) : await commands.run(call);
        if (outcome.silent === true) return;
        // Nothing like a command: what's offered would be nothing.
        if (call.args['unknown'] !== undefined && !outcome.message.buttons?.length) return tellHow(reply);
        await tell(outcome, reply, at);
        await outcome.seen?.();
      },
    );
  };

  async function tellHow(reply: SlackReply): Promise<void> {
    if (told.has(reply.user)) return;
    told.set(reply.user, true);
    await answer(reply, directHow());
  }
}
