import type { Span, Text } from '../../domain/message.ts';

/** How somebody is named on a card: by what the chat calls them, with what proves who it is beside it. */
export const introduction = {
  /** `Mia Castellano (@mia, mia@acme.test)`. `mention` null: no account in this chat. */
  person: (name: Text, mention: Span | null, email: string | null): Text => {
    const beside: Text = [
      ...(mention === null ? [] : [mention]),
      ...(mention !== null && email !== null ? [', '] : []),
      ...(email === null ? [] : [email]),
    ];
    return beside.length === 0 ? name : [...name, ' (', ...beside, ')'];
  },
  name: (name: string): Text => [{ strong: name }],
  /** Drawn plain, so that nothing stands out but the warning. */
  hidden: (name: string): Text => [`${name} ⚠️ name with hidden characters`],
  alike: (name: string): Text => [`${name} ⚠️ name like another member’s`],
};
