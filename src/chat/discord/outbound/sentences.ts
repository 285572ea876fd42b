import type { Message } from '../../../domain/message.ts';
import { say } from '../../../domain/message.ts';

/** What the adapter itself says to a person, when the commands cannot. */
export const trouble: Message = withCode(
  'Something went wrong on our side, and it is in our log. Look at ',
  '/access pending',
  ' to see what was heard, then try again.',
);

export const foreignButton: Message = withCode(
  'That button is not one of ours any more: nothing was done. See ',
  '/access pending',
  ' for what waits.',
);

export const notText: Message = withCode(
  'Latchkey can only read text and the choices it offers, so nothing was done. Type it as text; see ',
  '/access help',
  ' for the commands.',
);

export const notRun: Message = withCode(
  'Discord did not let us answer in time, so nothing was done. Give the command again, or see ',
  '/access pending',
  '.',
);

export const elsewhere: Message = say(
  'Latchkey does not work for this server: use it in the server where it was set up.',
  'bad',
);

export const staleForm: Message = withCode(
  'What this form offered has changed in the meantime: nothing was done. Type ',
  '/access form',
  ' again.',
);

export const nothingToAsk: Message = withCode(
  'Nothing can be asked for yet: a Latchkey administrator adds products or instances to ',
  'latchkey.yml',
  '.',
);

function withCode(before: string, code: string, after: string): Message {
  return {
    summary: `${before}${code}${after}`,
    tone: 'bad',
    blocks: [{ kind: 'text', text: [before, { code }, after] }],
  };
}
