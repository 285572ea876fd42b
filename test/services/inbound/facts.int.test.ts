import { describe, expect, it } from 'vitest';
import type { Store } from '../../../src/ports/store.ts';
import { readContent } from '../../../src/services/inbound/shapes.ts';
import { accessesOf, email, openHouses } from '../../support/open-house.ts';
import { apply, asOf, deliver, hr, mayOpen, withHook } from './deliver.ts';

const open = openHouses(['ada', 'grace', 'hugo', 'lena', 'mia', 'petra', 'kim', 'bob', 'fay']);
const mail = (...names: string[]) => names.map((name) => `${name}@acme.test`);

const administrators = (minutes: number, ...names: string[]) => ({
  product: 'acme-prod',
  asOf: asOf(minutes),
  administrators: mail(...names),
});
const members = (minutes: number, lists: Readonly<Record<string, readonly string[]>>) => ({
  instance: 'mdm-eu',
  asOf: asOf(minutes),
  members: Object.fromEntries(Object.entries(lists).map(([role, names]) => [role, mail(...names)])),
});

async function recorded(store: Store) {
  const found = await store.journal.after(0, 1_000);
  return found.map(({ event, actor, via, facts }) => ({ event, actor, via, what: facts['what'] }));
}

describe('reported administrators of a product', () => {
  it('take the place of the file’s list, on record as the hook’s, also after a restart', async () => {
    const { house, store, restart } = await open(withHook());
    expect(await deliver(house, 'product.administrators', administrators(1, 'ada', 'Mia'))).toEqual({
      status: 202,
      id: expect.any(String),
    });
    expect(await mayOpen(house, 'mia')).toBe(false);
    await apply(house);
    expect([await mayOpen(house, 'mia'), await mayOpen(house, 'ada')]).toEqual([true, true]);
    expect(await recorded(store)).toContainEqual({
      event: 'roster',
      actor: 'hook:hr',
      via: 'webhook',
      what: 'mia@acme.test was added to the administrators of acme-prod',
    });
    const later = restart(withHook());
    expect(await mayOpen(later, 'mia')).toBe(false);
    await later.services.importCatalogue();
    expect(await mayOpen(later, 'mia')).toBe(true);
    const follower = restart(withHook());
    await follower.services.reports.follow();
    expect(await mayOpen(follower, 'mia')).toBe(true);
  });

  it('are ordered by asOf, not by arrival', async () => {
    const { house } = await open(withHook());
    await deliver(house, 'product.administrators', administrators(5, 'ada', 'mia'));
    const late = await deliver(house, 'product.administrators', administrators(5, 'ada', 'kim'));
    expect(late).toMatchObject({ status: 409, title: 'A newer one was taken before' });
    expect(await deliver(house, 'product.administrators', administrators(4, 'ada'))).toMatchObject({ status: 409 });
    expect(await deliver(house, 'product.administrators', administrators(62, 'ada'))).toMatchObject({
      status: 400,
      detail: 'data.asOf lies more than a minute ahead of Latchkey’s clock.',
    });
    expect(await deliver(house, 'product.administrators', administrators(61, 'ada', 'mia'))).toMatchObject({
      status: 202,
    });
    await apply(house);
    expect(await mayOpen(house, 'kim')).toBe(false);
  });

  it('count until the file’s own list changes, and then again from the next report', async () => {
    const { house, restart } = await open(withHook());
    await deliver(house, 'product.administrators', administrators(1, 'ada', 'mia'));
    await apply(house);
    const products = [{ id: 'acme-prod', name: 'ACME production', administrators: mail('ada', 'bob') }];
    const edited = restart(withHook({ products, hash: 'b'.repeat(64) }));
    await edited.services.importCatalogue();
    expect([await mayOpen(edited, 'mia'), await mayOpen(edited, 'bob')]).toEqual([false, true]);
    await deliver(edited, 'product.administrators', administrators(2, 'ada', 'bob', 'kim'));
    await apply(edited);
    expect([await mayOpen(edited, 'kim'), await mayOpen(edited, 'mia')]).toEqual([true, false]);
    const unrelated = restart(withHook({ products, hash: 'c'.repeat(64) }));
    await unrelated.services.importCatalogue();
    expect(await mayOpen(unrelated, 'kim')).toBe(true);
  });

  it('are told to the administrators who were there before', async () => {
    const { house, chat } = await open(withHook());
    await house.say('Uada', 'mine', {});
    await deliver(house, 'product.administrators', administrators(1, 'ada', 'mia'));
    await apply(house);
    const told = chat.posts.filter(({ message }) => message.summary.startsWith('The system hr reported'));
    expect(told.map(({ message }) => message.summary)).toEqual([
      'The system hr reported new administrators of acme-prod: mia@acme.test.',
    ]);
    await apply(house);
    expect(chat.posts.filter(({ message }) => message.summary.startsWith('The system hr reported'))).toHaveLength(1);
  });

  it('name nobody by an address that was given up, until a Latchkey administrator decides (A8)', async () => {
    const { house, store } = await open(withHook());
    await house.say('Ukim', 'mine', {});
    const kim = await store.people.byEmail('kim@acme.test');
    if (kim === null) throw new Error('nobody');
    await house.services.reports.apply();
    const account = kim.accounts[0]?.account ?? { platform: '', workspace: '', user: '' };
    await store.people.wait({
      id: 'w1',
      account,
      name: 'Kim',
      person: kim.id,
      oldEmail: 'kim@acme.test',
      newEmail: 'kim.li@acme.test',
      why: 'changed',
      since: house.now(),
      how: 'email',
    } as never);
    await store.people.settle('w1', true, house.now());
    expect(await deliver(house, 'product.administrators', administrators(1, 'ada', 'kim'))).toMatchObject({
      status: 202,
      waits: true,
    });
    await apply(house);
    expect(house.services.entries.undecided().map(({ email: one }) => one)).toEqual(['kim@acme.test']);
    expect(await mayOpen(house, 'kim.li')).toBe(false);
  });
});

describe('reported members of an instance', () => {
  it('give and take imported access by events of the hook, and leave what chat gave', async () => {
    const { house, store } = await open(withHook());
    await house.say('Ugrace', 'grant', {
      kind: 'role',
      role: 'Reader',
      instance: 'mdm-eu',
      who: [email('hugo')],
      duration: '4h',
    });
    const lists = { Administrator: ['grace', 'ada'], Reader: ['kim'], 'Help desk': ['fay'] };
    expect(
      await deliver(house, 'instance.members', members(1, { ...lists, 'Help desk': ['fay', 'hugo'] })),
    ).toMatchObject({ status: 202 });
    await apply(house);
    await house.settle();
    expect((await accessesOf(store, 'kim'))[0]).toMatchObject({ imported: true, state: 'active' });
    expect((await accessesOf(store, 'kim'))[0]?.events[0]).toMatchObject({
      event: 'imported',
      actor: 'hook:hr',
      actorId: null,
      via: 'webhook',
    });
    house.pass(25 * 3_600_000);
    expect(await deliver(house, 'instance.members', members(26 * 60, { ...lists }))).not.toHaveProperty('waits');
    await apply(house);
    const [helpDesk] = (await accessesOf(store, 'hugo')).filter(({ imported }) => imported);
    expect(helpDesk).toMatchObject({ state: 'ended' });
    expect(helpDesk?.events.at(-1)).toMatchObject({ event: 'revoked', actor: 'hook:hr' });
  });

  it('leave out the default administrator, and whom the file lists in a group that they don’t name', async () => {
    const catalogue = withHook();
    const [instance] = catalogue.instances;
    if (instance === undefined) throw new Error('no instance');
    const crew = { ...instance, members: [...instance.members, { role: 'Berlin crew', email: 'fay@acme.test' }] };
    const { house, store } = await open(withHook({ instances: [crew] }));
    const answer = await deliver(
      house,
      'instance.members',
      members(1, { administrators: ['grace', 'ada', 'root'], 'Help desk': ['hugo'] }),
    );
    expect(answer).not.toHaveProperty('waits');
    await apply(house);
    expect(await accessesOf(store, 'root')).toEqual([]);
    expect((await accessesOf(store, 'fay'))[0]).toMatchObject({ state: 'active' });
  });

  it('are refused with every role that isn’t there', async () => {
    const { house } = await open(withHook());
    expect(
      await deliver(house, 'instance.members', members(1, { Boss: ['ada'], Administrator: ['ada'] })),
    ).toMatchObject({
      status: 400,
      problems: [{ path: 'data.members.Boss', sentence: '“Boss” isn’t a role of this instance.' }],
    });
  });

  it('void the approval of somebody who is no longer an administrator, while the request still waits (A3)', async () => {
    const { house, store } = await open(withHook());
    await house.say('Umia', 'request', { kind: 'role', role: 'Editor', instance: 'mdm-eu', duration: '1h' });
    const [asked] = await accessesOf(store, 'mia');
    await house.say('Ugrace', 'approve', { id: asked?.id });
    expect((await accessesOf(store, 'mia'))[0]?.asks[0]?.decisions[0]).toMatchObject({ void: null });
    await deliver(house, 'instance.members', members(1, { Administrator: ['ada'], 'Help desk': ['hugo'] }));
    await apply(house);
    const [again] = await accessesOf(store, 'mia');
    expect(again?.state).toBe('requested');
    expect(again?.asks[0]?.decisions[0]?.void).not.toBeNull();
  });
});

describe('a reported flag of an item', () => {
  it('counts, and is told to the administrators of the instance where it is set', async () => {
    const { house, chat, store } = await open(withHook());
    await house.say('Ugrace', 'mine', {});
    await house.say('Uada', 'mine', {});
    const flag = (minutes: number, allowedForHelpDesk: boolean) =>
      deliver(house, 'item.flags', { instance: 'mdm-eu', item: 'pkg-7', asOf: asOf(minutes), allowedForHelpDesk });
    expect(await flag(1, false)).toMatchObject({ status: 202 });
    await apply(house);
    const told = () => chat.posts.filter(({ message }) => message.summary.includes('is allowed for help desk'));
    expect(told()).toHaveLength(0);
    expect(await flag(2, true)).toMatchObject({ status: 202 });
    await apply(house);
    expect(told()).toHaveLength(2);
    expect(await recorded(store)).toContainEqual(
      expect.objectContaining({ actor: 'hook:hr', what: 'pkg-7 on mdm-eu is now allowed for help desk' }),
    );
    expect(
      await deliver(house, 'item.flags', {
        instance: 'mdm-eu',
        item: 'pc-12',
        asOf: asOf(3),
        allowedForHelpDesk: true,
      }),
    ).toMatchObject({
      status: 400,
      detail: 'data.item Only packages and tools have this flag.',
    });
  });
});

describe('a delivery', () => {
  it('is carried out once: the same id gets its first answer again, also later than newer ones', async () => {
    const { house } = await open(withHook());
    const first = await deliver(house, 'product.administrators', administrators(1, 'ada', 'mia'), { id: 'msg_a' });
    await deliver(house, 'product.administrators', administrators(2, 'ada', 'kim'), { id: 'msg_b' });
    expect(await deliver(house, 'product.administrators', administrators(1, 'ada', 'mia'), { id: 'msg_a' })).toEqual(
      first,
    );
    expect(await deliver(house, 'product.administrators', administrators(3, 'ada'), { id: 'msg_a' })).toMatchObject({
      status: 409,
      title: 'This id was used before',
    });
  });

  it('is carried out once where several attempts come at the same moment', async () => {
    const { house, store } = await open(withHook());
    const same = () => deliver(house, 'product.administrators', administrators(1, 'ada', 'mia'), { id: 'msg_same' });
    const all = await Promise.all([same(), same(), same(), same()]);
    expect(new Set(all.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(all[0]).toMatchObject({ status: 202 });
    expect((await store.facts.read('product.administrators acme-prod'))?.version).toBe(1);
  });

  it('is finished by the next attempt where a process died after it was written', async () => {
    const { house, store } = await open(withHook());
    const { deliveries } = store;
    const settle: typeof deliveries.settle = (...given) => kept.settle(...given);
    const kept = { ...deliveries };
    Object.assign(store.deliveries, { settle: () => Promise.reject(new Error('killed')) });
    await expect(
      deliver(house, 'product.administrators', administrators(1, 'ada', 'mia'), { id: 'msg_k' }),
    ).rejects.toThrow('killed');
    Object.assign(store.deliveries, { settle });
    expect(
      await deliver(house, 'product.administrators', administrators(1, 'ada', 'mia'), { id: 'msg_k' }),
    ).toMatchObject({ status: 202 });
    expect((await store.facts.read('product.administrators acme-prod'))?.version).toBe(1);
  });

  it('tells nothing of what another hook may touch: it is as if it weren’t there', async () => {
    const { house } = await open(withHook());
    const foreign = { ...hr, id: 'crm', products: [], instances: ['mdm-eu'] };
    const other = { ...hr, id: 'crm', products: ['acme-prod'], instances: [] };
    const ask = async (hook: typeof hr, type: string, data: object) => await deliver(house, type, data, { hook });
    expect(await ask(foreign, 'product.administrators', administrators(1, 'ada'))).toEqual(
      await ask(foreign, 'product.administrators', { ...administrators(1, 'ada'), product: 'nothing' }),
    );
    expect(await ask(other, 'instance.members', members(1, { Boss: ['ada'] }))).toEqual(
      await ask(other, 'instance.members', { ...members(1, { Boss: ['ada'] }), instance: 'nothing' }),
    );
    expect(await ask({ ...hr, may: ['ticket'] }, 'product.administrators', administrators(1, 'ada'))).toMatchObject({
      status: 403,
    });
  });

  it.each([
    [
      'a role',
      '"instance.members","data":{"instance":"mdm-eu","asOf":"x","members":{"__proto__":["a@acme.test"]}}',
      'data.members.__proto__',
    ],
    ['a field', '"item.flags","data":{"__proto__":{"instance":"mdm-eu"}}', 'data.__proto__'],
  ])('refuses the name of %s that would be left out in silence', (_, rest, path) => {
    const body = new TextEncoder().encode(`{"type":${rest}}`);
    expect(readContent(body)).toEqual({ ok: false, problems: [{ path, sentence: 'can’t be a name.' }] });
  });

  it('names every problem of its shape', async () => {
    const { house } = await open(withHook());
    expect(
      await deliver(house, 'product.administrators', {
        product: '',
        asOf: 'yesterday',
        administrators: ['x', 3],
        more: 1,
      }),
    ).toMatchObject({
      status: 400,
      problems: [
        { path: 'data.product', sentence: 'is empty.' },
        { path: 'data.asOf', sentence: expect.stringContaining('ISO 8601') },
        { path: 'data.administrators.0', sentence: 'isn’t an e-mail address.' },
        { path: 'data.administrators.1', sentence: 'has to be a text.' },
        { path: 'data.more', sentence: 'isn’t a field here.' },
      ],
    });
    expect(await deliver(house, 'product.removed', {})).toMatchObject({ status: 400, problems: [{ path: 'type' }] });
  });
});
