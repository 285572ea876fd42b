import type { Message } from '../../domain/message.ts';

/** What `latchkey init` posts. */
export const setUp = {
  testCard: (purpose: 'approvals' | 'audit'): Message => ({
    summary: 'Latchkey is connected to this channel.',
    tone: 'good',
    title: 'Latchkey is connected',
    blocks: [
      {
        kind: 'text',
        text: [
          purpose === 'approvals'
            ? 'Requests for access will be decided here, by whoever has the authority.'
            : 'Every step of every access will be posted here.',
        ],
      },
    ],
  }),
} as const;
