import { cut } from '../../domain/cut.ts';
import type { Endpoint } from '../../domain/catalogue.ts';
import type { Message } from '../../domain/message.ts';
import type { Delivery } from '../../ports/webhooks.ts';
import { words } from '../../words/index.ts';

const longestAnswer = 300;

/** An endpoint is paused, or has ended. */
export function stoppedMessage({ id, url }: Endpoint, to: 'paused' | 'ended', last: string): Message {
  const text = words.webhooks[to](id, new URL(url).origin);
  return {
    summary: text,
    tone: 'bad',
    title: words.webhooks.stoppedTitle(id),
    blocks: [
      { kind: 'text', text: [text] },
      { kind: 'facts', rows: [{ label: words.webhooks.lastAnswer, value: [last] }] },
      {
        kind: 'note',
        text: [
          words.webhooks.howToResume,
          { code: `latchkey webhooks test ${id}` },
          ', ',
          { code: `latchkey webhooks resume ${id}` },
        ],
      },
    ],
    buttons: [
      {
        label: words.webhooks.resumeButton,
        style: 'primary',
        command: 'resume-endpoint',
        args: { endpoint: id },
        confirm: words.webhooks.resumeConfirm(id),
      },
    ],
  };
}

/** One event isn't accepted, while others are. */
export function eventFailsMessage({ id, endpoint, type, attempts }: Delivery): Message {
  const text = words.webhooks.eventFails(endpoint, type, id);
  return {
    summary: text,
    tone: 'bad',
    title: words.webhooks.eventTitle,
    blocks: [
      { kind: 'text', text: [text] },
      { kind: 'facts', rows: [{ label: words.webhooks.lastAnswer, value: [answerText(attempts.at(-1))] }] },
      {
        kind: 'note',
        text: [words.webhooks.howToReplay, { code: `latchkey webhooks replay ${endpoint} --message ${id}` }],
      },
    ],
  };
}

/** `500: Internal error`, or why there was no answer. */
export function answerText(attempt: Pick<Delivery['attempts'][number], 'status' | 'answer'> | undefined): string {
  if (attempt === undefined) return words.webhooks.noAnswer;
  const { status, answer } = attempt;
  const said = cut(answer.replace(/\s+/g, ' ').trim(), longestAnswer);
  return (
    [...(status === null ? [] : [String(status)]), ...(said === '' ? [] : [said])].join(': ') || words.webhooks.noAnswer
  );
}
