import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Running } from '../../../src/main.ts';
import { startWith } from '../../contracts/chat/latchkey.ts';
import { control } from '../../contracts/chat/control.ts';
import type { Seat } from '../../contracts/chat/seat.ts';
import { slackSeat } from '../../contracts/chat/slack-seat.ts';
import { until } from '../../support/until.ts';

interface Drawn {
  readonly id: string;
  readonly blocks: readonly Block[];
}
interface Block {
  readonly text?: { readonly text: string };
  readonly elements?: readonly Element[];
  readonly accessory?: Element;
}
interface Element {
  readonly action_id?: string;
  readonly text?: { readonly text: string } | string;
}

let seat: Seat;
let latchkey: Running;
let ask: ReturnType<typeof control>;
beforeAll(async () => {
  seat = await slackSeat();
  ask = control(new URL(seat.env['SLACK_API_URL'] ?? '').origin);
  latchkey = await startWith(seat);
}, 120_000);
afterAll(async () => {
  await latchkey.close();
  await seat.stop();
});

const user = (name: string) => `/users/U0${name.toUpperCase()}`;
const open = (name: string) => ask(`${user(name)}/home`, {});
/** A person's Home once it has all these words. */
const reads = (name: string, ...words: readonly string[]): Promise<Drawn> =>
  until(`the Home of ${name} to say “${words.join('”, “')}”`, async () => {
    const { view } = await ask<{ view: Drawn | null }>(`${user(name)}/home`);
    return view !== null && words.every((word) => JSON.stringify(view).includes(word)) && view;
  });
const press = (name: string, home: Drawn, label: string) => {
  const elements = home.blocks.flatMap(({ accessory, elements = [] }) => [
    ...(accessory ? [accessory] : []),
    ...elements,
  ]);
  const found = elements.find(({ text }) => typeof text === 'object' && text.text === label);
  const actionId = found?.action_id ?? '';
  return ask<{ ok: boolean }>(`${user(name)}/actions`, { view: home.id, actionId, confirmed: true });
};

it('shows what is one’s own, decides with its buttons, and follows what happens', async () => {
  await open('mia');
  await reads('mia', 'You don’t have any access right now.', 'You have no pending requests.');
  await seat.give('mia', 'request', 'console', { product: 'acme-prod', duration: '4h', reason: 'from home' });
  await until('the card', async () =>
    (await seat.look('ada', 'approvals')).some(({ words }) => words.includes('from home')),
  );

  await open('ada');
  const home = await reads(
    'ada',
    'Needs your approval (1)',
    'from home',
    'For Latchkey administrators',
    'Everything works',
  );
  expect(await press('ada', home, 'Approve')).toMatchObject({ ok: true });
  // Answered privately: a Home has no place beside it.
  await until('the answer in ada’s direct messages', async () =>
    (await seat.look('ada', 'direct')).some(({ words }) => words.includes('You approved console access to acme-prod')),
  );
  await reads('ada', 'Needs your approval (0)');
  // Mia opened hers before all of that.
  const own = await reads('mia', 'What you have (1)', 'console access to ACME production');
  expect(await press('mia', own, 'Give back')).toMatchObject({ ok: true });
  await reads('mia', 'What you have (0)');
  expect(await press('mia', await reads('mia', 'Request access'), 'Request access')).toMatchObject({ ok: true });
  await until('the form', async () => (await ask<{ views: unknown[] }>(`${user('mia')}/views`)).views.length === 1);
}, 120_000);

it('says one sentence to who isn’t inside, also when that was lost since it was opened', async () => {
  await open('gus');
  const outside = await reads('gus', 'uest');
  expect(JSON.stringify(outside.blocks)).not.toMatch(/Request access|acme-prod/);
  expect(outside.blocks).toHaveLength(1);

  await open('sven');
  await reads('sven', 'Needs your approval (0)', 'Request access');
  await ask(user('sven'), { guest: 'ultra' }, 'PATCH');
  const after = await until('sven’s Home to be drawn again', async () => {
    const { view } = await ask<{ view: Drawn }>(`${user('sven')}/home`);
    return !JSON.stringify(view).includes('Request access') && view;
  });
  expect(after.blocks).toHaveLength(1);
}, 120_000);
