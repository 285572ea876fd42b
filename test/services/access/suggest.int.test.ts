import { describe, expect, it } from 'vitest';
import type { Button, Message } from '../../../src/domain/message.ts';
import { plain } from '../../../src/domain/message.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import type { OpenHouse } from '../../support/open-house.ts';
import { accessesOf, email, openHouses } from '../../support/open-house.ts';

const open = openHouses(['ada', 'grace', 'mia']);
const administrator = { kind: 'role', instance: 'mdm-eu', role: 'Administrator' };
const wanted = { ...administrator, permission: 'create ASSETS', duration: '4h', reason: 'new laptops' };

const texts = ({ blocks }: Message): readonly string[] =>
  blocks.flatMap((block) => ('text' in block ? [plain(block.text)] : []));

/** The newest message in a channel. */
const last = ({ chat }: Pick<OpenHouse, 'chat'>, channel: string): Message =>
  chat.posts.findLast((post) => post.channel === channel)!.message;
/** The access's card in the approvals channel, and how many cards are there. */
const cards = ({ chat }: Pick<OpenHouse, 'chat'>) => chat.posts.filter(({ channel }) => channel === 'C0APPROVE');
const suggestOn = (message: Message): Button => {
  const found = message.buttons?.find(({ label }) => label.startsWith('Suggest '));
  if (found === undefined) throw new Error('nothing is suggested');
  return found;
};
const press = ({ house }: Pick<OpenHouse, 'house'>, user: string, { command, args }: Button) =>
  house.say(user, command, args);

describe('a request that says what it’s needed for', () => {
  it('is denied with the smallest role that would do, which the person then requests as they requested the first', async () => {
    const at = await open();
    await at.house.say('Umia', 'request', wanted);
    const card = cards(at)[0]!.message;
    expect(texts(card)).toContain('Operator would be enough for “Create assets”.');
    expect(card.buttons?.map(({ label }) => label)).toEqual([
      'Approve',
      'Approve for less…',
      'Suggest Operator',
      'Deny',
    ]);
    expect(last(at, 'D-Ugrace').buttons?.map(({ label }) => label)).toContain('Suggest Operator');

    expect(await press(at, 'Ugrace', suggestOn(card))).toBe(
      'You denied the role Administrator on mdm-eu for mia@acme.test and suggested the role Operator on mdm-eu.',
    );
    expect(texts(cards(at)[0]!.message)).toEqual(['“new laptops” · suggested Operator instead']);
    const told = last(at, 'D-Umia');
    expect(told.summary).toBe(
      'Your request for the role Administrator on mdm-eu was denied. grace@acme.test suggests the role Operator on mdm-eu instead.',
    );
    const [button, ...more] = told.buttons ?? [];
    expect(button?.label).toBe('Request Operator');
    expect(button?.confirm?.text).toBe(
      'You’ll request the role Operator on mdm-eu for 4 hours, with the reason you gave.',
    );
    expect(more).toEqual([]);

    at.house.pass(1_000);
    expect(await press(at, 'Umia', button!)).toContain('You asked for the role Operator on mdm-eu for 4 hours');
    const [next, first] = await accessesOf(at.store, 'mia');
    expect(first).toMatchObject({ state: 'closed' });
    expect(next).toMatchObject({
      state: 'requested',
      entitlement: { role: 'Operator' },
      asks: [{ durationMs: 4 * 3_600_000, asked: { action: 'Create assets' }, reason: { value: 'new laptops' } }],
    });
    expect(cards(at)).toHaveLength(2);
    expect(texts(cards(at)[1]!.message)).toContain('They need it for “Create assets”.');
    expect(at.chat.posts.filter(({ channel }) => channel === 'D-Umia')).toHaveLength(1);
    expect(await press(at, 'Umia', button!)).toContain('already');
    const audit = at.chat.posts.filter(({ channel }) => channel === 'C0AUDIT').flatMap(({ message }) => texts(message));
    expect(audit.filter((line) => line.includes('suggested Operator instead'))).toHaveLength(1);
    await at.house.call('Umia', 'why', { id: first!.id }).then(({ message }) => {
      const [facts] = message.blocks;
      expect(JSON.stringify(facts)).toContain('{"label":"Needed for","value":["Create assets"]}');
      expect(texts(message).some((line) => line.includes('denied') && line.includes('suggested Operator'))).toBe(true);
    });
  });

  it.each([
    ['they can do already', 'Reader access to the entire system', 'which they can already do'],
    ['the role doesn’t give', 'Approve patch deployments', 'but this role doesn’t give that'],
    ['the role gives for some items only', 'Distribute installation packages', 'They need it for “Distribute'],
  ])('where it’s for what %s, the card says so, and nothing is suggested', async (_what, permission, words) => {
    const at = await open();
    await at.house.say('Ugrace', 'grant', { ...administrator, role: 'Reader', who: [email('mia')] });
    await at.house.say('Umia', 'request', { ...administrator, role: 'Help desk', permission });
    const card = last(at, 'C0APPROVE');
    expect(texts(card).some((line) => line.includes(words))).toBe(true);
    expect(card.buttons?.map(({ label }) => label)).toEqual(['Approve', 'Approve for less…', 'Deny']);
  });

  it.each([
    ['nothing', undefined, null],
    ['blanks', '  ', null],
    ['something else', 'make coffee', null],
    ['what could be several', 'create', null],
    ['a part that only one has', 'hardware cat', 'Create hardware categories'],
    ['a slip', 'Create asets', 'Create assets'],
  ])('is made whatever was filled in: %s', async (_what, permission, action) => {
    const at = await open();
    await at.house.say('Umia', 'request', { ...administrator, permission });
    const [access] = await accessesOf(at.store, 'mia');
    expect(access?.asks[0]?.asked ?? null).toEqual(action === null ? null : { action });
  });

  it('is suggested nothing that would no longer do', async () => {
    const at = await open();
    await at.house.say('Umia', 'request', wanted);
    const suggest = suggestOn(cards(at)[0]!.message);
    const forged = { ...suggest, args: { ...suggest.args, instead: 'Editor' } };
    expect(await press(at, 'Umia', { ...suggest, args: { ...suggest.args, instead: 'Administrator' } })).toContain(
      'changed',
    );
    expect((await accessesOf(at.store, 'mia'))[0]?.state).toBe('requested');
    // Meanwhile they can do it.
    await at.house.say('Ugrace', 'grant', { ...administrator, role: 'Operator', who: [email('mia')] });
    expect(await press(at, 'Ugrace', suggest)).toContain('changed');
    expect(await press(at, 'Ugrace', forged)).toContain('changed');
    await at.house.say('Uada', 'revoke', { ...administrator, role: 'Operator', who: [email('mia')] });
    expect((await accessesOf(at.store, 'mia')).some(({ state }) => state === 'requested')).toBe(true);
  });

  it('can be denied with it by the requester, who is offered it at once', async () => {
    const at = await open();
    await at.house.say('Umia', 'request', wanted);
    await press(at, 'Umia', suggestOn(cards(at)[0]!.message));
    expect(at.chat.answers.at(-1)?.message.buttons?.map(({ label }) => label)).toEqual(['Request Operator']);
    expect(at.chat.posts.filter(({ channel }) => channel === 'D-Umia')).toEqual([]);
  });

  it('is requested by nobody but the person, and only where something was suggested', async () => {
    const at = await open();
    await at.house.say('Umia', 'request', wanted);
    const [asked] = await accessesOf(at.store, 'mia');
    expect(await at.house.say('Umia', 'request-instead', { id: asked!.id })).toContain('changed');
    await press(at, 'Ugrace', suggestOn(cards(at)[0]!.message));
    await at.house.say('Uada', 'request-instead', { id: asked!.id });
    await at.house.say('Umia', 'request-instead', { id: 'no such id' });
    expect(await accessesOf(at.store, 'ada')).toHaveLength(1);
    expect(await accessesOf(at.store, 'mia')).toHaveLength(1);
  });

  it('is requested for as long, or until the same moment while that is to come', async () => {
    const at = await open();
    await at.house.say('Umia', 'request', { ...wanted, duration: 'until 18:00' });
    const [first] = await accessesOf(at.store, 'mia');
    await press(at, 'Ugrace', suggestOn(cards(at)[0]!.message));
    const { command, args } = last(at, 'D-Umia').buttons![0]!;
    at.house.pass(1_000);
    await at.house.say('Umia', command, { ...args, reason: 'for the laptops' });
    const [second] = await accessesOf(at.store, 'mia');
    expect(second?.asks[0]).toMatchObject({ endsAt: first?.asks[0]?.endsAt, reason: { value: 'for the laptops' } });
    await at.house.say('Umia', 'cancel', { id: second!.id });
    at.house.pass(7 * 3_600_000);
    await at.house.say('Umia', command, args);
    const [third] = await accessesOf(at.store, 'mia');
    expect(third?.asks[0]).toMatchObject({ durationMs: 8 * 3_600_000, reason: { value: 'new laptops' } });
    expect(third?.asks[0]).not.toHaveProperty('endsAt');
  });

  it('isn’t charged once it was denied so, and is where the requester did that', async () => {
    const limits = { ...testCatalogue().limits, requestsPerHour: 1 };
    const at = await open(testCatalogue({ limits }));
    await at.house.say('Umia', 'request', wanted);
    await press(at, 'Ugrace', suggestOn(cards(at)[0]!.message));
    expect(await at.house.say('Umia', 'request', wanted)).toContain('You asked for');
    await press(at, 'Umia', suggestOn(cards(at)[1]!.message));
    expect(await at.house.say('Umia', 'request', wanted)).toContain('requested this once in the last hour');
  });
});
