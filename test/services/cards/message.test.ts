import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/domain/message.ts';
import { plain } from '../../../src/domain/message.ts';
import type { Need } from '../../../src/services/access/need.ts';
import { noChange, ofChange } from '../../../src/services/cards/change.ts';
import { cardMessage } from '../../../src/services/cards/message.ts';
import { approvedBy, ada, grace, hour, requested, startFacts, step, facts, two } from '../../domain/life.ts';
import { builtIn } from '../../policy/ask.ts';

const names = { product: () => 'ACME production', instance: () => 'Devices' };
const headline = ({ headline: words = [] }: Message) => plain(words);
const texts = ({ blocks }: Message) =>
  blocks.flatMap((block) =>
    'text' in block ? [plain(block.text)] : block.kind === 'quote' ? [`> ${block.value}`] : [],
  );
const having = (roles: readonly string[]) => ({ membership: builtIn.membership(roles), itemRights: [] });

describe('an approval card', () => {
  it('says in one sentence who wants what for how long, with names and no ids', () => {
    const card = cardMessage(requested(), { names });
    expect(headline(card)).toBe('mia@acme.test wants console access to ACME production for 8 hours');
    expect(card.title).toBeUndefined();
    expect(card.buttons?.map(({ label }) => label)).toEqual(['Approve', 'Approve for less…', 'Deny']);
    expect(texts(card)[0]).toBe('Needs 1 approval');
  });

  it.each([
    [90 * 60_000, 'for 1 hour 30 minutes'],
    [14 * 24 * hour, 'for 2 weeks'],
    [null, 'without end'],
  ])('writes %s ms as people do: %s', (ms, words) => {
    expect(headline(cardMessage(requested([two], ms)))).toContain(words);
  });

  it('says how many approvals there are, and by whom', () => {
    const half = approvedBy(requested([two]), ada);
    expect(texts(cardMessage(half))[0]).toBe('1 of 2 approvals: ada@acme.test');
  });

  it('is two lines after the decision, with a button for the rest', () => {
    const approved = approvedBy(requested(), grace);
    const { access } = step(approved, { name: 'start' }, startFacts(approved));
    const card = cardMessage(access!, { names });
    expect(headline(card)).toMatch(/^mia@acme\.test has console access to ACME production until /);
    expect(texts(card)).toEqual(['approved by grace@acme.test']);
    expect(card.blocks[0]).toMatchObject({ buttons: [{ label: 'Details', command: 'why', args: { id: access?.id } }] });
    expect(card.buttons).toEqual([]);
  });

  it('says who denied it', () => {
    const { access } = step(requested(), { name: 'deny' }, facts(ada));
    expect(headline(cardMessage(access!))).toBe(
      'mia@acme.test’s request for console access to acme-prod was denied by ada@acme.test',
    );
  });
});

describe('what a card says of what it’s needed for', () => {
  const of = (need: Need | null, asked = true) => {
    const access = requested();
    const asks = access.asks.map((ask) => (asked ? { ...ask, asked: { action: 'Create assets' } } : ask));
    return cardMessage({ ...access, asks }, { change: { ...noChange, need } });
  };
  const given: Need = { permission: 'Create assets', is: 'given', smaller: [] };

  it('is the smallest role that would do, with a button that suggests it and shows the same terms', () => {
    const card = of({ ...given, smaller: ['Operator', 'Editor'] });
    expect(texts(card)[0]).toBe('Operator would be enough for “Create assets”.');
    const [approve, , suggest, deny] = card.buttons ?? [];
    expect(suggest).toMatchObject({ label: 'Suggest Operator', command: 'deny' });
    expect(suggest?.form).toBeUndefined();
    expect(suggest?.args).toEqual({ ...approve?.args, instead: 'Operator' });
    expect(deny?.args).toEqual(approve?.args);
  });

  it('is what the person said, where no smaller one would do', () => {
    expect(texts(of(given))[0]).toBe('They need it for “Create assets”.');
    expect(texts(of({ ...given, is: 'had' }))[0]).toContain('which they can already do');
    expect(texts(of({ ...given, is: 'missing' }))[0]).toContain('this role doesn’t give that');
    expect(of(given).buttons?.map(({ label }) => label)).toEqual(['Approve', 'Approve for less…', 'Deny']);
  });

  it('is nothing where nobody said, or a system did, which has a line of its own', () => {
    expect(texts(of(null, false))[0]).toBe('Needs 1 approval');
    expect(texts(of(given, false))[0]).toBe('Needs 1 approval');
    expect(texts(of({ ...given, smaller: ['Operator'] }, false))[0]).toContain('Operator would be enough');
  });
});

describe('what a card says that it changes', () => {
  it('is the three that matter most, and how many more there are', () => {
    const change = ofChange(builtIn.change(having([]), having(['Administrator'])));
    expect(plain(change.text ?? [])).toMatch(
      /^⚠️ Gives sensitive rights: Define permissions to other users accounts, Access to system settings, Read access to encryption recovery key$/,
    );
    expect(change.more).toBe(change.all.length - 3);
    expect(change.more).toBeGreaterThan(30);
    const card = cardMessage(requested(), { change });
    const buttons = card.blocks.flatMap((block) => (block.kind === 'row' ? block.buttons : []));
    expect(buttons).toMatchObject([{ label: `and ${change.more} more`, command: 'changes' }]);
    expect(texts(card).filter((text) => text.includes('⚠️'))).toHaveLength(1);
  });

  it('names the sensitive rights first, and then the others', () => {
    const change = ofChange(builtIn.change(having([]), having(['Help desk'])));
    expect(plain(change.text ?? [])).toMatch(
      /^⚠️ Gives sensitive rights: Read access to encryption recovery key\. Also gives Distribute installation packages, Use custom tools \(Only for/,
    );
    expect(change.more).toBe(change.all.length - 3);
  });

  it('is all of it where that is little, without a mark', () => {
    const change = ofChange(builtIn.change(having(['Reader']), having(['Reader', 'Deny user listing'])));
    expect(plain(change.text ?? [])).toBe('Takes away Access to user information');
    expect(change.more).toBe(0);
  });

  it('is said where it is nothing', () => {
    expect(plain(ofChange(builtIn.change(having(['Reader']), having(['Reader']))).text ?? [])).toContain(
      'changes nothing by itself',
    );
  });
});
