import type { Person, World } from './types.ts';

export interface Suggestion {
  /** What stands in the list. */
  label: string;
  detail: string;
  /** What the composer holds once it is chosen. */
  text: string;
}

const COMMANDS: [text: string, detail: string][] = [
  ['', 'Open the form'],
  ['request console PRODUCT for 4h because ', 'Request access to a product’s console'],
  ['request role ROLE on INSTANCE for 1d because ', 'Ask for a role on an instance'],
  ['request item write on INSTANCE/ITEM for 2h because ', 'Ask for a right to one item'],
  ['grant console PRODUCT to @', 'Give access to somebody, where you may'],
  ['revoke console PRODUCT from @', 'Take access back, after a confirmation'],
  ['check me console on PRODUCT', 'May I, and why?'],
  ['check @', 'May somebody, and why?'],
  ['who console PRODUCT', 'Who has it, and why'],
  ['who @', 'Everything one person has'],
  ['mine', 'What I have, until when'],
  ['pending', 'What waits for me, and mine that waits'],
  ['why ', 'Every step and every reason of one access'],
  ['audit last 1d', 'What happened of late'],
  ['people', 'Changed e-mails that wait for a Latchkey administrator'],
  ['help', 'All commands'],
];

const MOST = 8;

/** What fits what is typed so far: commands at the start of a line, people after `@`, channels after `#`. */
export function suggestionsFor(typed: string, world: World, people: Person[], product: string): Suggestion[] {
  const { command } = world.app;
  const word = /(?:^|\s)([@#][\w.-]*)$/.exec(typed)?.[1];
  if (word !== undefined) return mentions(typed, word, world, people);
  if (!typed.startsWith('/')) return [];
  if (command.startsWith(typed)) typed = `${command} `;
  if (!typed.startsWith(`${command} `)) return [];
  const wanted = typed.slice(command.length + 1).toLowerCase();
  return COMMANDS.map(([text, detail]) => {
    const filled = text.replace('PRODUCT', product);
    return { label: `${command} ${filled}`.trim(), detail, text: `${command} ${filled}` };
  })
    .filter((one) => one.text.toLowerCase().startsWith(`${command} ${wanted}`) && one.text.trim() !== typed.trim())
    .slice(0, MOST);
}

function mentions(typed: string, word: string, world: World, people: Person[]): Suggestion[] {
  const wanted = word.slice(1).toLowerCase();
  const before = typed.slice(0, typed.length - word.length);
  const fits = (...names: string[]): boolean => names.some((name) => name.toLowerCase().startsWith(wanted));
  if (word.startsWith('#')) {
    return world.channels
      .filter((one) => fits(one.name))
      .map((one) => ({ label: `#${one.name}`, detail: 'Channel', text: `${before}#${one.name} ` }))
      .slice(0, MOST);
  }
  return people
    .filter((one) => !one.bot && fits(one.name, ...one.realName.split(' ')))
    .map((one) => ({ label: `@${one.name}`, detail: one.realName, text: `${before}@${one.name} ` }))
    .slice(0, MOST);
}
