import { describe, expect, it } from 'vitest';
import { plain } from '../../../src/domain/message.ts';
import type { Message } from '../../../src/domain/message.ts';
import { createAuditVerify } from '../../../src/services/audit/verify.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import { ChatUnavailable } from '../../../src/ports/chat.ts';
import { accessesOf, email, openHouses, openTwoChats } from '../../support/open-house.ts';
import { linked } from '../linking/house.ts';

const open = openHouses(['ada', 'bob', 'grace']);
const openBoth = openTwoChats(['ada', 'bob'], ['bob']);
const access = { kind: 'console', product: 'acme-prod' };
const at = (text: string): number => Date.parse(text);
/** The house's clock stands at 2026-11-22, 12:00 UTC, a Sunday. */
const berlin = (user: { timeZone?: string } | undefined): void => {
  if (user) user.timeZone = 'Europe/Berlin';
};
const timesIn = ({ blocks }: Message): readonly number[] =>
  blocks.flatMap((block) =>
    block.kind === 'text'
      ? block.text.flatMap((span) => (typeof span === 'object' && 'time' in span ? [span.time] : []))
      : [],
  );

describe('access until a moment', () => {
  it.each([
    ['until 18:00', '2026-11-22T17:00Z'],
    ['until tomorrow', '2026-11-23T23:00Z'],
    ['until 2026-12-01', '2026-12-01T23:00Z'],
  ])('is requested %s in the zone of the profile, and the answer repeats it', async (duration, moment) => {
    const { chat, house, store } = await open();
    berlin(chat.byUser.get('Ubob'));
    await house.say('Ubob', 'request', { ...access, duration });
    const [asked] = await accessesOf(store, 'bob');
    expect(asked?.asks[0]).toMatchObject({ endsAt: at(moment) });
    expect(timesIn(chat.answers.at(-1)!.message)).toEqual([at(moment)]);
    await house.say('Uada', 'approve', { id: asked?.id });
    expect((await accessesOf(store, 'bob'))[0]).toMatchObject({ state: 'active', until: at(moment) });
  });

  it('is read in defaults.timeZone where no profile names a zone', async () => {
    const catalogue = testCatalogue();
    const { house, store } = await open({
      ...catalogue,
      defaults: { ...catalogue.defaults, timeZone: 'America/New_York' },
    });
    await house.say('Uada', 'grant', { ...access, who: [email('bob')], duration: 'until 18:00' });
    expect((await accessesOf(store, 'bob'))[0]).toMatchObject({ until: at('2026-11-22T23:00Z') });
  });

  it('is read in the zone of another account of the same person, also while this chat tells none', async () => {
    const houses = await openBoth();
    const { chat, other, house, store } = houses;
    berlin(chat.byUser.get('Ubob'));
    await linked(houses);
    await house.say('1bob', 'request', { ...access, duration: 'until 18:00' }, undefined, other);
    expect((await accessesOf(store, 'bob'))[0]?.asks[0]).toMatchObject({ endsAt: at('2026-11-22T17:00Z') });
  });

  it('lapses at that moment where nobody decides', async () => {
    const { house, store } = await open();
    await house.say('Ubob', 'request', { ...access, duration: 'until 13:00' });
    house.pass(3_600_000);
    await house.sweep();
    const [lapsed] = await accessesOf(store, 'bob');
    expect(lapsed?.asks[0]?.state).toBe('lapsed');
  });

  it('that was approved but couldn’t be started in time says so', async () => {
    const { chat, house, store } = await open();
    await house.say('Ubob', 'request', { ...access, duration: 'until 13:00' });
    const [asked] = await accessesOf(store, 'bob');
    await house.call('Uada', 'approve', { id: asked?.id });
    const command = house.jobs.shift();
    if (command?.kind !== 'command') throw new Error('the approval isn’t queued');
    // Whether bob is still there can't be told now, so it isn't started with its approval.
    chat.refuse('profile', (user) => (user === 'Ubob' ? new ChatUnavailable('the chat is away', null) : null));
    await house.handlers.command(command.job, { attempt: 1, last: false });
    expect((await accessesOf(store, 'bob'))[0]).toMatchObject({ state: 'approved' });
    chat.refuse('profile', null);
    house.jobs.length = 0;
    house.pass(3_600_000);
    await house.sweep();
    expect((await accessesOf(store, 'bob'))[0]).toMatchObject({ state: 'closed', asks: [{ state: 'lapsed' }] });
    const told = chat.posts.filter(({ channel }) => channel === 'D-Ubob').map(({ message }) => message.summary);
    expect(told.join(' ')).toContain('it couldn’t be started before the time it was requested until');
  });

  it('that has passed, is too far, or is none, is refused with what to type', async () => {
    const { house } = await open();
    const say = (duration: string) => house.say('Ubob', 'request', { ...access, duration });
    expect(await say('until 2026-11-21')).toContain('already passed');
    expect(await say('until 2026-12-31')).toContain('The maximum is 30 days');
    expect(await say('until later')).toContain('isn’t a duration. Type a time or a day');
    expect(await say('5 weeks')).toContain('The maximum is 30 days');
  });
});

describe('an approval for less than was requested', () => {
  it('ends sooner, and everybody reads how long it is', async () => {
    const { chat, house, store } = await open();
    await house.say('Ubob', 'request', { ...access, duration: '4h' });
    const [asked] = await accessesOf(store, 'bob');
    expect(await house.say('Uada', 'approve', { id: asked?.id, duration: '5h' })).toContain('requested for 4 hours');
    expect(await house.say('Uada', 'approve', { id: asked?.id, duration: '30m' })).toContain(
      'for 30 minutes, which is less',
    );
    expect((await accessesOf(store, 'bob'))[0]).toMatchObject({ state: 'active', until: at('2026-11-22T12:30Z') });
    const card = chat.posts.find(({ channel }) => channel === 'C0APPROVE')?.message;
    expect(plain(card?.headline ?? [])).toContain('has console access to ACME production until 2026-11-22 12:30');
    const verify = createAuditVerify({ store, clock: { now: house.now }, tenant: house.tenant });
    expect(await verify()).toMatchObject({ ok: true, problems: [] });
  });

  it('is typed as a moment too, in the approver’s zone', async () => {
    const { chat, house, store } = await open();
    berlin(chat.byUser.get('Uada'));
    await house.say('Ubob', 'request', { ...access, duration: '1d' });
    const [asked] = await accessesOf(store, 'bob');
    await house.say('Uada', 'approve', { id: asked?.id, duration: 'until 18:00' });
    expect((await accessesOf(store, 'bob'))[0]).toMatchObject({ until: at('2026-11-22T17:00Z') });
  });
});
