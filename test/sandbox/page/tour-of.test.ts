import { describe, expect, it } from 'vitest';
import type { Player } from '../../../sandbox/page/app/data/people.ts';
import type { Plan } from '../../../sandbox/page/app/data/plan.ts';
import { tourOf } from '../../../sandbox/page/app/data/plan.ts';

const chapter = { requester: 'mia@acme.test', approver: 'gus@acme.test', path: [], options: {}, role: '1', name: 'it' };
const plan: Plan = {
  ...{ slack: true, discord: true, record: false, systems: false, reset: false },
  tour: {
    ...{ requester: 'mia@acme.test', approver: 'Ada@acme.test', product: { id: 'crm', name: 'The CRM' } },
    discord: chapter,
  },
};
const here = (name: string, ...chats: ('slack' | 'discord')[]): Player => ({
  name,
  email: `${name}@acme.test`,
  ...Object.fromEntries(chats.map((one) => [one, {}])),
});

describe('the tour that the page shows', () => {
  it('is shown where those whom it follows can be played in Slack', () => {
    const players = [here('mia', 'slack', 'discord'), here('ada', 'slack'), here('gus', 'slack')];
    expect(tourOf(plan, players)).toMatchObject({ requester: 'mia@acme.test', discord: chapter });
    expect(tourOf(plan, [])).toBeUndefined();
    expect(tourOf(plan, [here('ada', 'slack')])).toBeUndefined();
    expect(tourOf(plan, [here('mia', 'discord'), here('ada', 'slack')])).toBeUndefined();
    expect(tourOf({ ...plan, slack: false }, players)).toBeUndefined();
    expect(tourOf({ ...plan, tour: null }, players)).toBeUndefined();
  });

  it('has its chapter over both chats where those of the chapter are in their chats', () => {
    const ada = here('ada', 'slack');
    expect(tourOf(plan, [here('mia', 'slack'), ada, here('gus', 'slack')])).not.toHaveProperty('discord');
    expect(tourOf(plan, [here('mia', 'slack', 'discord'), ada])).not.toHaveProperty('discord');
    const players = [here('mia', 'slack', 'discord'), ada, here('gus', 'slack')];
    expect(tourOf({ ...plan, discord: false }, players)).not.toHaveProperty('discord');
  });
});
