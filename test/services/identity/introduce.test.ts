import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/domain/message.ts';
import { plain } from '../../../src/domain/message.ts';
import type { Person } from '../../../src/ports/people.ts';
import { createIntroduce } from '../../../src/services/identity/introduce.ts';

const person = (id: string, name: string, platform = 'slack') =>
  ({
    id,
    email: `${id}@acme.test`,
    addresses: [{ address: `${id}@acme.test`, state: 'proved', releasedAt: null, again: false }],
    emails: [{ address: `${id}@acme.test`, proved: true }],
    accounts: [{ account: { platform, workspace: 'T1', user: `U${id}` }, name }],
  }) as unknown as Person;

const about = (id: string): Message => ({
  summary: '',
  tone: 'waiting',
  headline: [{ person: { id, label: `${id}@acme.test` }, isNamed: true }, ' wants it'],
  blocks: [],
});

function house(...people: readonly Person[]) {
  let questions = 0;
  const introduce = createIntroduce({
    store: {
      people: {
        byIds: (ids: readonly string[]) => {
          questions++;
          return Promise.resolve(people.filter(({ id }) => ids.includes(id)));
        },
        byEmails: (emails: readonly string[]) =>
          Promise.resolve(people.filter(({ email }) => email !== null && emails.includes(email))),
      },
    } as never,
  });
  const says = async (id: string, platform = 'slack', showsEmail = true) =>
    plain((await introduce(about(id), platform, showsEmail)).message.headline ?? []);
  return { introduce, says, questions: () => questions };
}

describe('who it is, on a card', () => {
  it('stands beside the mention, with the proven e-mail where those who read it may know it', async () => {
    const { introduce, says, questions } = house(person('mia', 'Mia Castellano'));
    expect(await says('mia')).toBe('Mia Castellano (mia@acme.test, mia@acme.test) wants it');
    const { message, mentions } = await introduce(about('mia'), 'slack', false);
    expect(message.headline).toEqual([
      { strong: 'Mia Castellano' },
      ' (',
      { person: { id: 'mia', label: 'mia@acme.test' } },
      ')',
      ' wants it',
    ]);
    expect(message.summary).toBe('Mia Castellano wants it');
    expect(mentions.get('mia')?.user).toBe('Umia');
    expect(questions()).toBe(2);
  });

  it('is the name alone where they have no account in this chat', async () => {
    expect(await house(person('mia', 'Mia Castellano')).says('mia', 'discord', false)).toBe('Mia Castellano wants it');
  });

  it('never shows an e-mail in a channel where members don’t see each other’s', async () => {
    expect(await house().says('mia', 'discord', false)).toBe('mia wants it');
    expect(await house().says('mia', 'slack', true)).toBe('mia@acme.test wants it');
  });

  it.each(['Mia\u202e tset', 'M\u200bia', 'Mia\u2066'])('is marked and drawn plain: %j', async (name) => {
    const said = (await house(person('mia', name)).introduce(about('mia'), 'slack', false)).message.headline ?? [];
    expect(plain(said)).toContain('⚠️ name with hidden characters');
    expect(plain(said)).not.toMatch(/[\u200b\u202e\u2066]/);
    expect(said.some((span) => typeof span === 'object' && 'strong' in span)).toBe(false);
  });

  it.each(['Ada Lindqvist', 'ada  lindqvist', 'Аdа Lindqvist', 'Ada Iindqvist', 'Àda-Lindqvist'])(
    'is marked where it is like another member’s: %s',
    async (name) => {
      const { says } = house(person('ada', 'Ada Lindqvist'), person('eve', name));
      expect(await says('ada')).not.toContain('⚠️');
      expect(await says('eve')).toContain('⚠️ name like another member’s');
      expect(await says('ada')).not.toContain('⚠️');
    },
  );
});

describe('a list of people on a card', () => {
  const deciders = (...spans: readonly { readonly id: string; readonly label: string }[]): Message => ({
    summary: '',
    tone: 'waiting',
    blocks: [{ kind: 'text', text: spans.map((who) => ({ person: who, isNameOnly: true as const })) }],
  });
  const shown = ({ blocks }: Message) => blocks.flatMap((block) => ('text' in block ? block.text : []));
  const byAddress = (id: string) => ({ id: '', label: `${id}@acme.test` });

  it('names them by the address that the configuration has, without a mention that would call them', async () => {
    const { introduce } = house(person('ada', 'Ada Lindqvist'));
    const { message } = await introduce(deciders(byAddress('ada'), byAddress('sven')), 'slack', true);
    expect(shown(message)).toEqual([{ strong: 'Ada Lindqvist' }, 'sven@acme.test']);
  });

  it('shows the name alone where members don’t see each other’s e-mails', async () => {
    const { introduce } = house(person('ada', 'Ada Lindqvist'));
    const { message } = await introduce(deciders(byAddress('ada'), byAddress('sven')), 'discord', false);
    expect(shown(message)).toEqual([{ strong: 'Ada Lindqvist' }, 'sven']);
  });

  it('shows two people of one name with their addresses', async () => {
    const { introduce } = house(person('ada', 'Ada Lindqvist'), person('ada2', 'Ada Lindqvist'));
    const { message } = await introduce(deciders(byAddress('ada'), byAddress('ada2')), 'slack', true);
    expect(plain(shown(message))).toBe(
      'Ada Lindqvist (ada@acme.test)Ada Lindqvist ⚠️ name like another member’s (ada2@acme.test)',
    );
  });

  it('doesn’t name whoever has an address now that was somebody else’s before (A8)', async () => {
    const next = person('ada', 'Eve');
    const later = { ...next, addresses: next.addresses.map((one) => ({ ...one, again: true })) };
    const { introduce } = house(later);
    const { message } = await introduce(deciders(byAddress('ada')), 'slack', true);
    expect(shown(message)).toEqual(['ada@acme.test']);
  });
});

describe('whoever stands in an answer', () => {
  const answer = (id: string): Message => {
    const text = [{ person: { id, label: `${id}@acme.test` } }, ' has it'];
    return { summary: plain(text), tone: 'plain', blocks: [{ kind: 'text', text }] };
  };

  it('is a mention where they have an account in this chat, else their name', async () => {
    const { introduce } = house(person('mia', 'Mia Castellano'));
    const here = await introduce(answer('mia'), 'slack', true);
    expect(here.message.blocks).toEqual(answer('mia').blocks);
    const there = await introduce(answer('mia'), 'discord', true);
    expect(there.message.blocks).toEqual([{ kind: 'text', text: [{ strong: 'Mia Castellano' }, ' has it'] }]);
    const unknown = await introduce(answer('bob'), 'slack', true);
    expect(unknown.message.blocks).toEqual([{ kind: 'text', text: ['bob@acme.test', ' has it'] }]);
  });
});
