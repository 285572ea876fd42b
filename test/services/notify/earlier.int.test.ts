import { beforeAll, describe, expect, it } from 'vitest';
import { ChatUnavailable } from '../../../src/ports/chat.ts';
import { openHouses } from '../../support/open-house.ts';
import type { OpenHouse } from '../../support/open-house.ts';

const opened = openHouses(['ada', 'mia', 'lena']);
const ask = { kind: 'console', product: 'acme-prod' };
const hourMs = 3_600_000;

describe('what couldn’t be told somebody for 24 hours', () => {
  let open: OpenHouse;
  beforeAll(async () => {
    open = await opened();
    const { house, chat, store } = open;
    await house.say('Umia', 'request', ask);
    const [access] = await store.accesses.waiting(1);
    chat.refuse('open', (user) => (user === 'Umia' ? new ChatUnavailable('away', null) : null));
    await house.say('Uada', 'approve', { id: access!.id });
    for (let hour = 0; hour < 25; hour++) {
      house.pass(hourMs);
      await house.sweep();
    }
  });

  it('comes with the answer to a question that the bot answers itself, until it was seen', async () => {
    const { house } = open;
    for (const [command, args] of [
      ['mine', {}],
      ['help', {}],
      ['why', { id: '000000000000' }],
      ['nothing', {}],
    ] as const) {
      const outcome = await house.call('Umia', command, args);
      expect(JSON.stringify(outcome.message), command).toContain('couldn’t tell you this earlier');
      expect(outcome.seen, command).toBeDefined();
    }
    expect(JSON.stringify((await house.call('Uada', 'mine', {})).message)).not.toContain('earlier');
  });

  it('comes not with the mere confirmation that a command arrived', async () => {
    const { house } = open;
    const outcome = await house.call('Umia', 'request', ask);
    expect(JSON.stringify(outcome.message)).not.toContain('earlier');
    house.jobs.length = 0;
  });

  it('comes with every answer of a worker, a refusal too, and once', async () => {
    const { house, chat } = open;
    await house.call('Umia', 'approve', { id: '000000000000' });
    await house.settle();
    expect(JSON.stringify(chat.answers.at(-1)?.message)).toContain('couldn’t tell you this earlier');
    await house.sweep();
    expect(JSON.stringify((await house.call('Umia', 'mine', {})).message)).not.toContain('earlier');
  });
});
