import { describe, expect, it } from 'vitest';
import { accessesOf, openHouses } from '../support/open-house.ts';

const access = { kind: 'console', product: 'acme-prod' };
const open = openHouses(['ada', 'cid']);

describe('a request/cancel loop', () => {
  it('makes at most three requests an hour, and works again after it', async () => {
    const { house, store } = await open();
    let told = '';
    for (let index = 0; index < 6; index++) {
      told = await house.say('Ucid', 'request', access);
      const [newest] = await accessesOf(store, 'cid');
      if (newest?.state === 'requested') await house.say('Ucid', 'cancel', { id: newest.id });
    }
    expect(await accessesOf(store, 'cid')).toHaveLength(3);
    expect(told).toMatch(/3 times within an hour.*again in 60 minutes/s);
    house.pass(3_600_000);
    await house.say('Ucid', 'request', access);
    expect(await accessesOf(store, 'cid')).toHaveLength(4);
  });
});
