import { beforeEach, describe, expect, it } from 'vitest';
import type { Block, Message } from '../../src/domain/message.ts';
import { plain } from '../../src/domain/message.ts';
import { openHouses } from '../support/open-house.ts';
import type { OpenHouse } from '../support/open-house.ts';

const open = openHouses(['ada', 'grace', 'hugo', 'mia', 'bob', 'lena', 'otto']);
const consoleProd = { kind: 'console', product: 'acme-prod' };
const hour = 3_600_000;

let house: OpenHouse['house'];
beforeEach(async () => {
  house = (await open()).house;
});

const message = async (user: string, command: string, args: Record<string, unknown> = {}): Promise<Message> =>
  (await house.call(user, command, args)).message;
const wordsOf = (one: Message): string => one.blocks.map(lineOf).join('\n');
const lineOf = (block: Block): string => {
  switch (block.kind) {
    case 'text':
    case 'note':
    case 'row':
      return plain(block.text);
    case 'list':
      return block.items.map(plain).join('\n');
    default:
      return '';
  }
};
const buttonsOf = ({ blocks, buttons = [] }: Message) => [
  ...blocks.flatMap((block) => (block.kind === 'row' ? block.buttons : [])),
  ...buttons,
];
const labelsOf = (one: Message) => buttonsOf(one).map(({ label }) => label);
/** A role of each kind that Help desk people may ask for. */
const roles = ['Reader', 'Operator', 'Help desk', 'Editor', 'Report builder', 'Berlin crew'];
async function requestRoles(user: string): Promise<number> {
  const before = (await message(user, 'pending')).summary;
  for (const role of roles) await house.say(user, 'request', { kind: 'role', instance: 'mdm-eu', role, reason: role });
  const after = (await message(user, 'pending')).summary;
  expect(after).not.toBe(before);
  return Number(/, (\d+) of your own/.exec(after)?.[1]);
}

describe('/access home', () => {
  it('is empty in a friendly way, and offers the form', async () => {
    const shown = await message('Umia', 'home');
    expect(wordsOf(shown)).toContain('Nothing needs your approval right now.');
    expect(wordsOf(shown)).toContain('You don’t have any access right now.');
    expect(wordsOf(shown)).toContain('You have no pending requests.');
    expect(wordsOf(shown)).not.toContain('administrators');
    expect(labelsOf(shown)).toEqual(['Request access']);
  });

  it('has what waits, what one has and what one requested, each counted', async () => {
    await house.say('Umia', 'request', { ...consoleProd, duration: '2h', reason: 'the\ninvoices' });
    const toDecide = await message('Uada', 'home');
    expect(wordsOf(toDecide)).toContain('Needs your approval (1)');
    expect(wordsOf(toDecide)).toMatch(
      /mia@acme\.test: console access to ACME production for 2 hours\. .*\n“the invoices”/,
    );
    expect(wordsOf(toDecide)).toContain('What you have (2)');
    expect(labelsOf(toDecide)).toEqual(['Approve', 'Deny', 'Give back', 'Request access']);
    const [approve] = buttonsOf(toDecide);
    await house.say('Uada', approve!.command, { ...approve!.args });
    const after = await message('Umia', 'home');
    expect(wordsOf(after)).toContain('What you have (1)');
    expect(wordsOf(after)).toContain('Your requests (0)');
    expect(labelsOf(after)).toEqual(['Give back', 'Request access']);
  });

  it('shows five of each and says how to see the others', async () => {
    const all = await requestRoles('Umia');
    expect(all).toBeGreaterThan(5);
    const shown = await message('Umia', 'home');
    expect(wordsOf(shown)).toContain(`Your requests (${all})`);
    expect(wordsOf(shown)).toContain(`and ${all - 5} more: /access pending`);
    expect(labelsOf(shown)).toEqual([...Array<string>(5).fill('Cancel'), 'Request access']);
  });

  it('has for a Latchkey administrator what waits, and what doesn’t work', async () => {
    const shown = await message('Ulena', 'home');
    expect(wordsOf(shown)).toContain('No account, e-mail or entry of latchkey.yml is waiting for a decision.');
    expect(wordsOf(shown)).toContain('Everything works');
    expect(labelsOf(shown)).toContain('Show people and links');
  });
});

describe('what is offered next', () => {
  it('pending pages, with the reason, the duration and the buttons of each', async () => {
    await requestRoles('Umia');
    const all = await requestRoles('Ubob');
    const first = await message('Ugrace', 'pending');
    expect(wordsOf(first)).toContain(`Needs your approval (${all * 2})`);
    expect(wordsOf(first)).toMatch(/(mia|bob)@acme\.test: the role (.+) on Devices for \d hours\. .*\n“\2”/);
    expect(labelsOf(first).filter((label) => label === 'Approve')).toHaveLength(8);
    const next = buttonsOf(first).at(-1)!;
    expect(next).toMatchObject({ label: 'Show more', command: 'pending', args: { page: 2 } });
    const second = await message('Ugrace', 'pending', { ...next.args });
    expect(labelsOf(second).filter((label) => label === 'Approve')).toHaveLength(all * 2 - 8);
    expect(labelsOf(second)).not.toContain('Show more');
  });

  it.each([
    ['approve', 'Uada', ['Approve', 'Deny']],
    ['deny', 'Uada', ['Approve', 'Deny']],
    ['cancel', 'Umia', ['Cancel']],
  ])('%s without an ID lists what it could be about', async (command, user, labels) => {
    expect((await message(user, command)).summary).toMatch(/Nothing needs your approval|You have no pending requests/);
    await house.say('Umia', 'request', { ...consoleProd, reason: 'why' });
    const shown = await message(user, command);
    expect(shown.summary).toContain(`/access ${command} with the ID`);
    expect(wordsOf(shown)).toContain('“why”');
    expect(labelsOf(shown)).toEqual(labels);
  });

  it('mine offers to request again what has ended, for as long as it was', async () => {
    await house.say('Umia', 'request', { ...consoleProd, duration: '2h' });
    const [approve] = buttonsOf(await message('Uada', 'pending'));
    await house.say('Uada', approve!.command, { ...approve!.args });
    expect(labelsOf(await message('Umia', 'mine'))).toEqual(['Give back', 'Request access']);
    house.pass(2 * hour);
    await house.sweep();
    const shown = await message('Umia', 'mine');
    expect(shown.summary).toBe('You don’t have any access through Latchkey right now.');
    expect(wordsOf(shown)).toContain('Ended');
    const [again] = buttonsOf(shown);
    expect(again).toMatchObject({
      label: 'Request again',
      command: 'request',
      args: { entitlement: 'console:acme-prod', duration: '2h' },
      confirm: { text: 'You’ll request console access to ACME production for 2 hours.' },
    });
    expect(await house.say('Umia', again!.command, { ...again!.args, reason: 'once more' })).toContain('You asked for');
    // It's open again, so nothing of it is to be requested.
    expect(labelsOf(await message('Umia', 'mine'))).not.toContain('Request again');
    expect(wordsOf(await message('Umia', 'pending'))).toContain('for 2 hours');
  });
});
