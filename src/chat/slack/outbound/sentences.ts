import type { Message } from '../../../domain/message.ts';

/** What the adapter itself says to a person, when the commands cannot. */
export const trouble: Message = {
  summary: 'Something went wrong on our side: look at /access pending, then try again.',
  tone: 'bad',
  blocks: [
    {
      kind: 'text',
      text: [
        'Something went wrong on our side, and it is in our log. Look at ',
        { code: '/access pending' },
        ' to see what was heard, then try again.',
      ],
    },
  ],
};

export const foreignButton: Message = {
  summary: 'That button is not one of ours any more: nothing was done.',
  tone: 'bad',
  blocks: [
    {
      kind: 'text',
      text: [
        'That button is not one of ours any more: nothing was done. Type ',
        { code: '/access pending' },
        ' for what waits, or ',
        { code: '/access help' },
        ' for the commands.',
      ],
    },
  ],
};

export const noForm: Message = {
  summary: 'The form could not be opened: type /access again, or /access request.',
  tone: 'bad',
  blocks: [
    {
      kind: 'text',
      text: [
        'The form could not be opened. Type ',
        { code: '/access' },
        ' again, or ask in one line: ',
        { code: '/access request console PRODUCT for 2h because REASON' },
        '.',
      ],
    },
  ],
};

export const notText: Message = {
  summary: 'Latchkey can only read text and the choices it offers, so nothing was done.',
  tone: 'bad',
  blocks: [
    {
      kind: 'text',
      text: [
        'Latchkey can only read text and the choices it offers, so nothing was done. Type it as text; see ',
        { code: '/access help' },
        ' for the commands.',
      ],
    },
  ],
};
