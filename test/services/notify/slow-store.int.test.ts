import { describe, expect, it } from 'vitest';
import { openHouses } from '../../support/open-house.ts';

const opened = openHouses(['ada', 'mia', 'lena']);
const ask = { kind: 'console', product: 'acme-prod' };

describe('a message whose lease ran out while MongoDB was slow to extend it', () => {
  it('is posted once, though another process took it over meanwhile', async () => {
    const { house, chat, store } = await opened();
    const real = { ...store.cards };
    let isSlow = true;
    Object.assign(store.cards, {
      claim: async (...args: Parameters<typeof real.claim>) => {
        const claimed = await real.claim(...args);
        if (isSlow) house.pass(3_000);
        return claimed;
      },
      hold: async (...args: Parameters<typeof real.hold>) => {
        const held = await real.hold(...args);
        if (isSlow) {
          isSlow = false;
          house.pass(40_000);
          await house.sweep();
        }
        return held;
      },
    });
    await house.call('Umia', 'request', ask);
    await house.settle(0).catch(() => undefined);
    house.pass(60_000);
    await house.sweep();
    await house.settle(0);
    expect(isSlow).toBe(false);
    const posted = chat.posts.map(({ channel, key }) => `${channel} ${key}`);
    expect(posted.length).toBeGreaterThan(1);
    expect(posted).toEqual([...new Set(posted)]);
  });
});
