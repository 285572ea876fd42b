import type { Access } from '../src/domain/access.ts';
import { isOverdue, openAsk } from '../src/domain/access.ts';
import type { Block, Text } from '../src/domain/message.ts';
import { say } from '../src/domain/message.ts';
import { forHowLong } from '../src/services/cards/how-long.ts';
import { askButtons, statusText } from '../src/services/cards/message.ts';
import type { Command } from './command.ts';
import { asRequester, yes } from './command.ts';
import { onlyForm } from './forms.ts';
import { remembered, waitsFor } from './waits-for.ts';
import { en } from '../src/words/en/index.ts';

/** The most waiting asks that are looked through. */
const most = 500;

/** What waits for me, and mine that waits. */
export const pending: Command = {
  description: {
    name: 'pending',
    summary: en.help.pending,
    forms: onlyForm(en.help.pending, 'pending'),
    examples: ['pending'],
    mode: 'query',
  },
  async run(call, deps) {
    return asRequester(call, deps, async (actor) => {
      const self = await deps.store.people.byId(actor.person.id);
      const forMe: Block[] = [];
      const own: Block[] = [];
      const now = deps.clock.now();
      const authority = remembered(deps.authority);
      for (const access of await deps.store.accesses.waiting(most)) {
        if (isOverdue(access, now)) continue;
        const asked = access.asks.some((ask) => ask.by.id === actor.person.id);
        if (access.person.id === actor.person.id || asked) own.push(row(access, true));
        else if (self && actor.ownName === undefined && (await waitsFor(self, access, authority)))
          forMe.push(row(access, false));
      }
      if (forMe.length + own.length === 0) return yes(say(en.lists.nothingPending, 'good'));
      const blocks: Block[] = [];
      if (forMe.length > 0) blocks.push({ kind: 'text', text: [{ strong: en.lists.needsYou }] }, ...forMe);
      if (own.length > 0) blocks.push({ kind: 'text', text: [{ strong: en.lists.yours }] }, ...own);
      return yes({
        summary: en.lists.pendingSummary(forMe.length, own.length),
        title: en.lists.pending,
        tone: 'waiting',
        blocks,
      });
    });
  },
};

function row(access: Access, own: boolean): Block {
  const ask = openAsk(access);
  const who: Text =
    own && access.asks.every((one) => one.by.id === access.person.id) ? [] : [{ person: access.person }, ': '];
  const cancel = {
    label: en.lists.cancel,
    style: 'danger',
    command: 'cancel',
    args: { id: access.id },
    confirm: en.lists.cancelConfirm(access.entitlement),
  } as const;
  return {
    kind: 'row',
    text: [
      ...who,
      { strong: en.entitlement(access.entitlement) },
      ...forHowLong(ask),
      ' — ',
      ...statusText(access),
      ' ',
      { code: access.id },
    ],
    buttons: own ? [cancel] : ask ? askButtons(access, ask) : [],
  };
}
