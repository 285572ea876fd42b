import { cardKind } from '../../support/card-kind.ts';
import { describe, expect, it } from 'vitest';
import { accessesOf, openHouses } from '../../support/open-house.ts';
import { deliver, hr, withHook } from './deliver.ts';

const open = openHouses(['ada', 'grace', 'hugo', 'lena', 'mia', 'petra']);
const products = [{ id: 'acme-prod', name: 'ACME production', administrators: ['ada@acme.test', 'petra@acme.test'] }];
const wanted = { person: 'nina@acme.test', entitlement: 'console:acme-prod' };

describe('a request that a system makes for somebody', () => {
  it('is an ordinary request, also for whom no chat has seen, with the system and its link on the card', async () => {
    const { house, store, chat } = await open(withHook());
    await house.say('Uada', 'mine', {});
    const answer = await deliver(
      house,
      'access.request',
      { ...wanted, duration: '2h', reason: 'on call', link: 'https://tickets.acme.test/7' },
      { id: 'msg_r' },
    );
    await house.settle();
    const [access] = await accessesOf(store, 'nina');
    expect(answer).toEqual({ status: 202, id: 'msg_r', access: access?.id });
    expect(access).toMatchObject({
      state: 'requested',
      asks: [{ by: { label: 'hook:hr' }, durationMs: 7_200_000, system: { link: 'https://tickets.acme.test/7' } }],
    });
    const card = chat.posts.find(({ message }) => cardKind(message) === 'grant')?.message;
    expect(JSON.stringify(card?.headline)).toContain('The system hr');
    expect(card?.links).toEqual([{ label: 'Open in hr', url: 'https://tickets.acme.test/7' }]);
    expect(await house.say('Uada', 'approve', { id: access?.id })).not.toContain('can’t');
    expect((await accessesOf(store, 'nina'))[0]).toMatchObject({ state: 'active' });
    expect(access?.events[0]).toMatchObject({ actor: 'hook:hr', actorId: null, via: 'webhook' });
    const again = { ...wanted, duration: '2h', reason: 'on call', link: 'https://tickets.acme.test/7' };
    expect(await deliver(house, 'access.request', again, { id: 'msg_r' })).toEqual(answer);
    expect(await accessesOf(store, 'nina')).toHaveLength(1);
  });

  it('gives its owners no vote, and doesn’t ask them', async () => {
    const { house, store, chat } = await open(withHook({ products }));
    for (const user of ['Uada', 'Upetra']) await house.say(user, 'mine', {});
    await deliver(house, 'access.request', wanted);
    await house.settle();
    const [access] = await accessesOf(store, 'nina');
    expect(await house.say('Upetra', 'approve', { id: access?.id })).toBe(
      'You run the system hr, which requested this, so someone else needs to approve it.',
    );
    const asked = chat.posts.filter(({ channel, message }) => channel !== 'C0APPROVE' && cardKind(message) === 'grant');
    expect(asked.map(({ channel }) => channel).some((channel) => channel.includes('petra'))).toBe(false);
    expect(JSON.stringify((await house.call('Upetra', 'pending', {})).message)).not.toContain(access?.id);
    await house.say('Uada', 'approve', { id: access?.id });
    expect((await accessesOf(store, 'nina'))[0]).toMatchObject({ state: 'active' });
  });

  it('answers what is open already with its id, and what can’t be requested with the reason', async () => {
    const { house } = await open(withHook());
    const first = await deliver(house, 'access.request', wanted);
    expect(await deliver(house, 'access.request', wanted)).toMatchObject({
      access: 'access' in first ? first.access : '',
    });
    expect(
      await deliver(house, 'access.request', { ...wanted, person: 'mia@acme.test', duration: '40d' }),
    ).toMatchObject({
      status: 400,
      detail: expect.stringContaining('The maximum is'),
    });
    const limit = { person: 'mia@acme.test', entitlement: 'item:mdm-eu/pc-12/no-read' };
    expect(await deliver(house, 'access.request', limit)).toMatchObject({ status: 400 });
  });

  it('is refused alike for what is foreign, unknown, and outside the domains', async () => {
    const { house, store } = await open(withHook());
    const narrow = { ...hr, instances: [] };
    const ask = (change: object) => deliver(house, 'access.request', { ...wanted, ...change }, { hook: narrow });
    const foreign = await ask({ entitlement: 'role:mdm-eu/Reader' });
    expect(foreign).toMatchObject({ status: 403 });
    expect(await ask({ entitlement: 'role:nowhere/Reader' })).toEqual(foreign);
    expect(await ask({ person: 'nina@elsewhere.test' })).toEqual(foreign);
    expect(await store.people.byEmail('nina@elsewhere.test')).toBeNull();
  });

  it('is charged to the hook, which may try again later', async () => {
    const limits = {
      burst: 1_000,
      perSecond: 100,
      requestsPerHour: 1_000,
      requestsPerPersonPerHour: 1,
      openRequests: 10,
    };
    const { house } = await open(withHook({ limits }));
    await deliver(house, 'access.request', wanted);
    const more = { ...wanted, person: 'omar@acme.test' };
    expect(await deliver(house, 'access.request', more, { id: 'msg_more' })).toMatchObject({ status: 429 });
    house.pass(3_700_000);
    expect(await deliver(house, 'access.request', more, { id: 'msg_more' })).toMatchObject({ status: 202 });
  });
});

describe('a ticket', () => {
  it('ends the access that is bound to it, on record as the hook’s', async () => {
    const { house, store } = await open(withHook());
    await house.say('Uada', 'mine', {});
    const asked = await deliver(house, 'access.request', wanted);
    const access = 'access' in asked ? String(asked.access) : '';
    await house.say('Uada', 'approve', { id: access });
    expect(await deliver(house, 'ticket.bind', { access, ticket: 'OPS-7' })).toMatchObject({ status: 202, access });
    expect(await deliver(house, 'ticket.closed', { ticket: 'OPS-7' })).toMatchObject({ status: 202, access });
    const [ended] = await accessesOf(store, 'nina');
    expect(ended).toMatchObject({ state: 'ended' });
    expect(ended?.events.at(-1)).toMatchObject({
      event: 'revoked',
      actor: 'hook:hr',
      via: 'webhook',
      because: [{ rule: 'C7', sentence: 'The ticket OPS-7 in hr was closed.' }],
    });
    expect(await deliver(house, 'ticket.closed', { ticket: 'OPS-7' })).toMatchObject({ status: 202 });
  });

  it('is shown with its link on the card and in the answer to why, as soon as it’s bound', async () => {
    const { house, chat } = await open(withHook());
    await house.say('Uada', 'mine', {});
    const asked = await deliver(house, 'access.request', { ...wanted, link: 'https://hr.acme.test/requests/9' });
    const access = 'access' in asked ? String(asked.access) : '';
    await house.settle();
    const card = () => chat.posts.find(({ channel }) => channel === 'C0APPROVE')?.message;
    const requested = { label: 'Open in hr', url: 'https://hr.acme.test/requests/9' };
    expect(card()?.links).toEqual([requested]);
    const link = 'https://tickets.acme.test/OPS-7';
    await deliver(house, 'ticket.bind', { access, ticket: 'OPS-7', link });
    await deliver(house, 'ticket.bind', { access, ticket: 'OPS-8' });
    await house.settle();
    const links = [requested, { label: 'Open OPS-7', url: link }];
    expect(card()?.links).toEqual(links);
    const shown = () => JSON.stringify(card()?.blocks);
    expect(shown()).toContain('Ends with the ticket OPS-7 in hr');
    expect(shown()).toContain('Ends with the ticket OPS-8 in hr');
    await house.say('Uada', 'approve', { id: access });
    expect(shown()).toContain('Ends with the ticket OPS-7 in hr');
    const answer = (await house.call('Uada', 'why', { id: access })).message;
    expect(answer.links).toEqual(links);
    expect(JSON.stringify(answer.blocks)).toContain('Ends with the ticket OPS-7 in hr');
  });

  it('is taken for an access that has ended, which then says nothing of ending with it', async () => {
    const { house } = await open(withHook());
    await house.say('Uada', 'mine', {});
    const asked = await deliver(house, 'access.request', wanted);
    const access = 'access' in asked ? String(asked.access) : '';
    await house.say('Uada', 'approve', { id: access });
    await deliver(house, 'ticket.bind', { access, ticket: 'OPS-6' });
    await deliver(house, 'ticket.closed', { ticket: 'OPS-6' });
    const link = 'https://tickets.acme.test/OPS-7';
    expect(await deliver(house, 'ticket.bind', { access, ticket: 'OPS-7', link })).toMatchObject({ status: 202 });
    const { message } = await house.call('Uada', 'why', { id: access });
    expect(JSON.stringify(message.blocks)).not.toContain('Ends with');
    expect(message.links).toContainEqual({ label: 'Open OPS-7', url: link });
    expect(await deliver(house, 'ticket.closed', { ticket: 'OPS-7' })).toMatchObject({ status: 202, access });
  });

  it('leaves a limit as it is, and that is told (A6)', async () => {
    const { house, store, chat } = await open(withHook());
    for (const user of ['Ulena', 'Ugrace']) await house.say(user, 'mine', {});
    const who = [{ kind: 'email', email: 'hugo@acme.test' }];
    await house.say('Ugrace', 'grant', { kind: 'item', right: 'no-read', instance: 'mdm-eu', item: 'pc-12', who });
    const limit = (await accessesOf(store, 'hugo')).find(({ entitlement }) => entitlement.kind === 'item');
    await deliver(house, 'ticket.bind', { access: limit?.id, ticket: 'OPS-8' });
    expect(await deliver(house, 'ticket.closed', { ticket: 'OPS-8' })).toMatchObject({ status: 202 });
    const after = (await accessesOf(store, 'hugo')).find(({ id }) => id === limit?.id);
    expect(after).toMatchObject({ state: 'active' });
    expect(after?.events.at(-1)).toMatchObject({ event: 'refused', actor: 'hook:hr' });
    expect(chat.posts.filter(({ message }) => message.title === 'A limit stays')).toHaveLength(1);
  });

  it('of another hook, or about an access that isn’t this hook’s, isn’t there', async () => {
    const { house } = await open(withHook());
    const asked = await deliver(house, 'access.request', wanted);
    const access = 'access' in asked ? String(asked.access) : '';
    await deliver(house, 'ticket.bind', { access, ticket: 'OPS-9' });
    const other = { ...hr, id: 'crm' };
    const none = await deliver(house, 'ticket.closed', { ticket: 'nothing' });
    expect(none).toMatchObject({ status: 403 });
    expect(await deliver(house, 'ticket.closed', { ticket: 'OPS-9' }, { hook: other })).toEqual(none);
    const narrow = { ...hr, id: 'narrow', products: [] };
    expect(await deliver(house, 'ticket.bind', { access, ticket: 'X' }, { hook: narrow })).toEqual(none);
    expect(await deliver(house, 'ticket.bind', { access: 'nothing', ticket: 'X' }, { hook: narrow })).toEqual(none);
  });
});
