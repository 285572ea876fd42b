import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { accountOf } from '../../../src/chat/discord/people/account.ts';
import { readCommand } from '../../../src/chat/discord/inbound/parse.ts';
import { judgeMember } from '../../../src/chat/discord/people/profile.ts';
import { createRender } from '../../../src/chat/discord/outbound/render.ts';
import { judgeUser } from '../../../src/chat/slack/people/profile.ts';
import { parseText } from '../../../src/chat/slack/inbound/grammar.ts';
import { descriptions } from '../../../commands/index.ts';
import { say } from '../../../src/domain/message.ts';
import type { Message } from '../../../src/domain/message.ts';
import type { LinkRecord } from '../../../src/ports/links.ts';
import { codeMessage, confirmMessage } from '../../../src/services/linking/messages.ts';
import { own } from '../slack/helpers.ts';

const somebodyElse = '200000000000000001';
const eve = accountOf('300000000000000007');
const bob = { platform: 'slack', workspace: 'T1', user: 'U0BOB' };
const render = createRender({ mention: () => null, firstOption: () => null });
const mentionsIn = (message: Message) =>
  [...JSON.stringify(render(message, new Map(), null).body).matchAll(/<@[!&]?(\d+)>/g)].map(([, id]) => id);

const discordName = (names: { nick?: string; global_name?: string; username?: string }) =>
  judgeMember(eve, {
    user: { id: eve.user, username: 'eve', global_name: null, discriminator: '0', avatar: null, ...names },
    nick: names.nick ?? null,
    roles: [],
    joined_at: null,
  }).name;
const slackName = (name: string) =>
  judgeUser(bob, { id: bob.user, team_id: 'T1', profile: { real_name: name, email: 'bob@acme.test' } }, own).name;

/** The confirmation of a link between an account here and one of Slack, by the names that the chats show. */
function confirmation(here: string, there: string): readonly Message[] {
  const person = { id: 'p1', label: 'bob@acme.test' };
  const holder = { account: bob, chat: 'Slack', name: there, person, bound: null };
  const joining = { account: eve, chat: 'Discord', name: here, person: null, bound: null };
  const pair = { holder, joining, person };
  return [
    confirmMessage({ id: 'l1', expiresAt: 0 } as LinkRecord, pair),
    codeMessage(
      'ABCDEFGH',
      [{ name: joining.chat, commandText: (name, value) => `/access ${name} ${value}` }],
      joining.name,
      0,
    ),
  ];
}

describe('a name that somebody chose freely', () => {
  const lie = `discord:${somebodyElse}`;

  it.each([
    ['as a nickname', discordName({ nick: lie }), 'Bob'],
    ['as a display name', discordName({ global_name: `I am ${lie}!` }), 'Bob'],
    ['in the other chat', 'Eve', slackName(lie)],
    ['in both', discordName({ nick: `(${lie})` }), slackName(`${lie} ${lie}`)],
  ])('is nobody else’s mention when accounts are linked: %s', (_, here, there) => {
    const [confirm, code] = confirmation(here, there);
    expect(new Set(mentionsIn(confirm!))).toEqual(new Set([eve.user]));
    // Of whoever is named nothing is shown but what was typed.
    expect(mentionsIn(code!)).toEqual([]);
  });

  it('is none in the answer to a command that picks a member or a role', () => {
    const who = { type: 9, name: 'who', value: eve.user };
    const picked = (resolved: object) =>
      readCommand(
        {
          name: 'access',
          type: 1,
          options: [{ type: 2, name: 'grant', options: [{ type: 1, name: 'console', options: [who] }] }],
          resolved,
        },
        descriptions,
      );
    const user = { username: 'eve', global_name: lie };
    for (const resolved of [{ users: { [eve.user]: user } }, { roles: { [eve.user]: { name: lie } } }]) {
      const text = JSON.stringify(picked(resolved).args);
      expect(text).toContain(somebodyElse);
      expect(mentionsIn(say(text))).toEqual([]);
    }
    const typed = parseText(`who <@U0BOB|${lie}>`, 'T1');
    expect(JSON.stringify(typed?.args)).toContain(somebodyElse);
    expect(mentionsIn(say(JSON.stringify(typed?.args)))).toEqual([]);
  });

  it('reads as before, and is never an account’s written form', () => {
    expect(discordName({ nick: 'Ada 🦊: the 1st' })).toBe('Ada 🦊: the 1st');
    expect(slackName(lie)).toBe(`discord∶${somebodyElse}`);
    const anyName = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom('discord', 'slack', ':', '42', 'T1/', ' ', '-')).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(anyName, (name) => {
        for (const shown of [discordName({ nick: `x${name}` }), slackName(`x${name}`)]) {
          expect(shown).not.toMatch(/[a-z][a-z0-9-]*:[A-Za-z0-9]/i);
          expect(shown.replaceAll('∶', ':')).toBe(`x${name}`.replaceAll('∶', ':').toWellFormed());
        }
      }),
    );
  });
});
