import { describe, expect, it } from 'vitest';
import { email, openHouses } from '../support/open-house.ts';

const open = openHouses(['ada', 'grace', 'bob']);

describe('who asks about somebody', () => {
  it('reads the same whether or not there is more than they may see', async () => {
    const { house } = await open();
    const administer = { kind: 'role', role: 'Reader', instance: 'mdm-eu', who: [email('bob')] };
    await house.say('Ugrace', 'grant', administer);
    const seen = await house.call('Ugrace', 'who', { who: email('bob') });
    await house.say('Uada', 'grant', { kind: 'console', product: 'acme-prod', who: [email('bob')] });
    expect((await house.call('Ugrace', 'who', { who: email('bob') })).message).toEqual(seen.message);
  });
});
