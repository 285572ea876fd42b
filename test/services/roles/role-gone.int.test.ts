import { describe, expect, it } from 'vitest';
import { crew, hour, open } from './house.ts';

const one = { platform: 'slack', role: crew };

describe('a role that is deleted at its platform', () => {
  it('is reported once, and nothing is recorded about those who held it', async () => {
    const { house, roles, grant, recorded, later, chat, cardOf } = await open();
    await grant('mia', 'Operator', '2h');
    await grant('bob', 'Reader', '2h');
    expect(await recorded()).toEqual(['given', 'given']);
    roles.removeRole(crew);
    await house.services.roleChanged(one, null);
    await house.settle();
    await later(1_000);
    await later(600_000);
    expect(await recorded()).toEqual(['given', 'given', 'gone']);
    const told = chat.posts.filter(({ message }) => message.summary.includes('was deleted'));
    expect(told.map(({ channel }) => channel)).toEqual(['D-Ulena', 'C0AUDIT']);
    for (const word of ['Crew', crew, 'role:mdm-eu/Operator', 'role:mdm-eu/Reader', 'Create a new role']) {
      expect(told[0]?.message.summary).toContain(word);
    }
    expect(JSON.stringify(cardOf('mia@acme.test')?.message)).toContain('was deleted');
    await later(2 * hour);
    expect(await recorded()).toEqual(['given', 'given', 'gone']);
  });

  it('is noticed also where nobody said so', async () => {
    const { house, roles, grant, recorded, later } = await open();
    await grant('mia', 'Operator', '2h');
    roles.removeRole(crew);
    await house.services.targets.scan();
    await later(1_000);
    expect(await recorded()).toEqual(['given', 'gone']);
  });

  it('is not taken for gone where only somebody lost it', async () => {
    const { house, roles, grant, recorded, chat } = await open();
    await grant('mia', 'Operator', '2h');
    roles.remove('Umia', crew);
    await house.services.changed(chat.account('Umia'));
    await house.settle();
    expect(await recorded()).toEqual(['given', 'taken-by-hand']);
  });
});

describe('a role that is renamed', () => {
  it('has its new name on the cards of those who hold it', async () => {
    const { house, roles, grant, recorded, cardOf } = await open();
    await grant('mia', 'Operator', '2h');
    const card = () => JSON.stringify(cardOf('mia@acme.test')?.message);
    expect(card()).toContain('Crew');
    roles.rename(crew, 'Night shift');
    await house.services.roleChanged(one, 'Night shift');
    await house.settle();
    expect(card()).toContain('Night shift');
    expect(card()).not.toContain('Crew');
    expect(await recorded()).toEqual(['given']);
  });
});
