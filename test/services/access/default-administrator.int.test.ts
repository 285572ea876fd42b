import { expect, it } from 'vitest';
import { accessesOf, email, openHouses } from '../../support/open-house.ts';

const open = openHouses(['grace', 'ada', 'root', 'mia', 'lena']);
const reader = { kind: 'role', role: 'Reader', instance: 'mdm-eu' };

it('the default administrator is granted, limited and revoked nothing, and approves nothing (R6)', async () => {
  const { house, store, chat } = await open();
  const noRead = { kind: 'item', right: 'no-read', item: 'pc-12', instance: 'mdm-eu' };
  for (const what of [reader, noRead]) {
    expect(await house.say('Ugrace', 'grant', { ...what, who: [email('root')] })).toContain('default administrator');
    const asked = await house.call('Ugrace', 'revoke', { ...what, who: [email('root')] });
    expect(asked.message.summary).toContain('default administrator');
  }
  await house.say('Umia', 'request', reader);
  const [waiting] = await accessesOf(store, 'mia');
  expect(await house.say('Uroot', 'approve', { id: waiting!.id })).toContain('to approve this.');
  expect(chat.posts.some((post) => post.channel === 'D-Uroot')).toBe(false);
});

it('the default administrator stays it under another e-mail (R6)', async () => {
  const { house, chat } = await open();
  await house.say('Uroot', 'mine', {});
  chat.byUser.get('Uroot')!.email = 'ruth@acme.test';
  await house.say('Uroot', 'mine', {});
  const listed = await house.call('Ulena', 'people', {});
  const row = listed.message.blocks.flatMap((block) => (block.kind === 'row' ? [block] : []))[0]!;
  await house.say('Ulena', row.buttons[0]!.command, row.buttons[0]!.args);
  expect(await house.say('Ugrace', 'grant', { ...reader, who: [email('ruth')] })).toContain('default administrator');
});

it('a limit is refused beside what it beats, and the other way round (R4)', async () => {
  const { house } = await open();
  const on = (right: string) => ({ kind: 'item', right, item: 'pc-12', instance: 'mdm-eu', who: [email('mia')] });
  await house.say('Ugrace', 'grant', on('write'));
  expect(await house.say('Ugrace', 'grant', on('no-read'))).toContain('has write on mdm-eu/pc-12');
  house.pass(9 * 3_600_000);
  await house.say('Ugrace', 'grant', on('no-read'));
  expect(await house.say('Umia', 'request', on('read'))).toContain('request access for yourself');
  expect(await house.say('Umia', 'request', { ...on('read'), who: [] })).toContain('limited by no-read');
});
