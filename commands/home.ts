import type { Call, Outcome } from '../src/domain/call.ts';
import type { Block, Button, Message } from '../src/domain/message.ts';
import { createRows } from '../src/services/cards/rows.ts';
import type { Identified } from '../src/services/identity/identify.ts';
import { namesIn } from '../src/services/names.ts';
import type { Command, CommandDeps } from './command.ts';
import { asRequester, yes } from './command.ts';
import { onlyForm } from './forms.ts';
import { setUpTopic } from './help.ts';
import { requestAccess } from './mine.ts';
import { words } from '../src/words/index.ts';

/** Rows of each section: with all their buttons and words they fit into one message of either chat. */
const mostRows = 5;

/** What I have, what waits for me, and my requests, in one place. */
export const home: Command = {
  description: {
    name: 'home',
    summary: () => words.help.home,
    forms: onlyForm(() => words.help.home, 'home'),
    examples: ['home'],
    mode: 'query',
  },
  run(call, deps) {
    return homeOf(call, deps);
  },
};

/** What Home shows to an account: one sentence where it's nobody's who is inside. */
export function homeOf(call: Pick<Call, 'account'>, deps: CommandDeps): Promise<Outcome> {
  return asRequester(call, deps, async (actor) => yes(await homeMessage(actor, deps)));
}

async function homeMessage(actor: Identified, deps: CommandDeps): Promise<Message> {
  const isAdministrator = deps.directory.isLatchkeyAdministrator(actor.emails);
  const [{ open, products }, { forThem, own, isCut }, more] = await Promise.all([
    deps.overview.held(actor),
    deps.overview.waiting(actor),
    isAdministrator ? forAdministrators(deps) : { blocks: [], buttons: [] },
  ]);
  const now = deps.clock.now();
  const held = open.filter(({ state }) => state !== 'requested');
  const rows = createRows(namesIn(deps.directory));
  const has = [...held.map((access) => rows.held(access, now)), ...products.map(rows.byDefault)];
  const texts = words.home;
  return {
    summary: texts.summary(forThem.length, has.length, own.length),
    title: texts.title,
    tone: forThem.length > 0 ? 'waiting' : 'plain',
    blocks: [
      ...section(
        words.lists.section(texts.needsYou, forThem.length, isCut),
        forThem.map(rows.toDecide),
        '/access pending',
        texts.nothingToDecide,
      ),
      { kind: 'divider' },
      ...section(words.lists.section(texts.have, has.length), has, '/access mine', texts.nothingHeld),
      { kind: 'divider' },
      ...section(
        words.lists.section(texts.requests, own.length, isCut),
        own.map(rows.ownRequest),
        '/access pending',
        texts.nothingRequested,
      ),
      ...more.blocks,
    ],
    buttons: [requestAccess(), ...more.buttons],
  };
}

/** A heading with how many there are, the first few rows, and how to see the others. */
function section(heading: string, rows: readonly Block[], command: string, empty: string): readonly Block[] {
  const hidden = rows.length - mostRows;
  return [
    { kind: 'text', text: [{ strong: heading }] },
    ...(rows.length === 0 ? [{ kind: 'note', text: [empty] } as const] : rows.slice(0, mostRows)),
    ...(hidden > 0 ? [{ kind: 'note', text: words.lists.moreWith(hidden, command) } as const] : []),
  ];
}

/** What waits for a Latchkey administrator, and what isn't as it should be, as `/readyz` names it. */
async function forAdministrators(
  deps: Pick<CommandDeps, 'store' | 'entries' | 'blockedPlaces'>,
): Promise<{ readonly blocks: readonly Block[]; readonly buttons: readonly Button[] }> {
  const [waiting] = await Promise.all([deps.store.people.waiting(), deps.entries.load()]);
  const count = waiting.length + deps.entries.undecided().length;
  const troubles = deps.blockedPlaces();
  const texts = words.home;
  const health: readonly Block[] =
    troubles.length === 0
      ? [{ kind: 'note', text: [texts.healthy] }]
      : [
          { kind: 'text', text: [{ strong: texts.trouble }] },
          { kind: 'list', items: troubles.slice(0, mostRows).map((code) => [{ code }]) },
          ...(troubles.length > mostRows
            ? [{ kind: 'note', text: [words.lists.more(troubles.length - mostRows)] } as const]
            : []),
        ];
  return {
    blocks: [
      { kind: 'divider' },
      { kind: 'text', text: [{ strong: texts.administrators }] },
      { kind: 'text', text: [texts.waiting(count)] },
      ...health,
    ],
    buttons: [
      { label: texts.showPeople, style: 'plain', command: 'people', args: {} },
      { label: words.setUp.show, style: 'plain', command: 'help', args: { topic: setUpTopic } },
    ],
  };
}
