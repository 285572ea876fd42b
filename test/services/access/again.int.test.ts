import { describe, expect, it } from 'vitest';
import { accessesOf, email, mention, openHouses } from '../../support/open-house.ts';

const open = openHouses(['ada', 'bob']);
const consoleProd = { kind: 'console', product: 'acme-prod' };
const context = { attempt: 2, last: false };

describe('a command that comes again', () => {
  it('to revoke gives its first outcome, and leaves what was granted since', async () => {
    const { house, store, chat } = await open();
    await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')] });
    const bob = (await store.people.byEmail('bob@acme.test'))!;
    await house.call('Uada', 'revoke-confirmed', { entitlement: 'console:acme-prod', people: [bob.id] });
    const { job } = house.jobs.find((one) => one.kind === 'command')! as { job: { action: unknown } };
    await house.settle();
    house.pass(1_000);
    await house.say('Uada', 'grant', { ...consoleProd, who: [email('bob')] });
    await house.handlers.command(job as never, context);
    expect(chat.answers.at(-1)?.message.summary).toContain('You revoked');
    expect((await accessesOf(store, 'bob')).map((access) => access.state)).toEqual(['active', 'ended']);
  });

  it('naming one person twice makes one access, also when that is over by then', async () => {
    const { house, store, chat } = await open();
    await house.call('Uada', 'grant', { ...consoleProd, who: [email('bob'), mention('bob')], duration: '1h' });
    const [, second] = house.jobs.splice(0, 2, house.jobs[0]!);
    await house.settle();
    house.pass(3_600_000);
    await house.sweep();
    if (second?.kind !== 'command') throw new Error('there is no second command');
    await house.handlers.command(second.job, context);
    expect(chat.answers.at(-1)?.message.summary).toContain('You grant');
    expect((await accessesOf(store, 'bob')).map((access) => access.state)).toEqual(['ended']);
  });
});
