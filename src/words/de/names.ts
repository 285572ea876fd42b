import type { Text } from '../../domain/message.ts';
import type { Words } from '../words.ts';

/** How somebody is named on a card: by what the chat calls them, with what proves who it is beside it. */
export const introduction: Words['introduction'] = {
  person: (name, mention, email) => {
    const beside: Text = [
      ...(mention === null ? [] : [mention]),
      ...(mention !== null && email !== null ? [', '] : []),
      ...(email === null ? [] : [email]),
    ];
    return beside.length === 0 ? name : [...name, ' (', ...beside, ')'];
  },
  name: (name) => [{ strong: name }],
  hidden: (name) => [`${name} ⚠️ Name mit unsichtbaren Zeichen`],
  alike: (name) => [`${name} ⚠️ Name wie der eines anderen Mitglieds`],
};
