import type { Words } from '../words.ts';

/** What `latchkey init` posts. */
export const setUp: Words['setUp'] = {
  testCard: (purpose) => ({
    summary: 'Latchkey ist mit diesem Kanal verbunden.',
    tone: 'good',
    title: 'Latchkey ist verbunden',
    blocks: [
      {
        kind: 'text',
        text: [
          purpose === 'approvals'
            ? 'Über Anfragen wird hier entschieden, von allen, die darüber entscheiden dürfen.'
            : 'Jeder Schritt jedes Zugriffs erscheint hier.',
        ],
      },
    ],
  }),
};
