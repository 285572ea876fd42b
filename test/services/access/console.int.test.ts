import { describe, expect, it } from 'vitest';
import { testCatalogue } from '../../support/catalogue.ts';
import { accessesOf, email, openHouses } from '../../support/open-house.ts';

const open = openHouses(['ada', 'bob', 'mia']);
const consoleProd = { kind: 'console', product: 'acme-prod' };

describe('console access', () => {
  it('to one product gives no authority over another (C1)', async () => {
    const plain = testCatalogue();
    const other = { id: 'acme-test', name: 'ACME test', administrators: [] };
    const { house } = await open({ ...plain, products: [...plain.products, other] });
    expect(await house.say('Uada', 'grant', { ...consoleProd, product: 'acme-test', who: [email('bob')] })).toContain(
      'You need console access to acme-test',
    );
  });

  it('is refused to a group, and given to the people beside it one by one (C6)', async () => {
    const { house, store, chat } = await open();
    const who = [{ kind: 'group', shown: '@crew' }, email('bob'), email('mia')];
    await house.say('Uada', 'grant', { ...consoleProd, who });
    const told = chat.answers.map((answer) => answer.message.summary).join('\n');
    expect(told).toContain('@crew is a group. Access is given to each person');
    for (const name of ['bob', 'mia']) expect(await accessesOf(store, name)).toMatchObject([{ state: 'active' }]);
  });

  it('that is both explicit and implicit loses the grant, and the answer says that access remains (C7)', async () => {
    const { house, store, restart } = await open();
    await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')] });
    const plain = testCatalogue();
    const both = { ...plain.products[0]!, administrators: ['ada@acme.test', 'bob@acme.test'] };
    const later = restart({ ...plain, hash: 'b', products: [both] });
    const asked = await later.call('Uada', 'revoke', { ...consoleProd, who: [email('bob')] });
    const button = asked.message.buttons![0]!;
    expect(await later.say('Uada', button.command, button.args)).toContain('Access remains');
    expect(await accessesOf(store, 'bob')).toMatchObject([{ state: 'ended' }]);
    const again = await later.call('Uada', 'revoke', { ...consoleProd, who: [email('bob')] });
    expect(again.message.summary).toContain('emote or remove them in the product');
  });
});
