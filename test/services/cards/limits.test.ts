import fc from 'fast-check';
import { expect, it } from 'vitest';
import { contentOf } from '../../../sandbox/discord/limits/messages.ts';
import { createRender as createDiscordRender } from '../../../src/chat/discord/outbound/render.ts';
import { createRender as createSlackRender } from '../../../src/chat/slack/outbound/render.ts';
import type { Access, BasisFacts } from '../../../src/domain/access.ts';
import type { Entitlement } from '../../../src/domain/entitlement.ts';
import { entitlementKey } from '../../../src/domain/entitlement.ts';
import { builtInRoles, permissions } from '../../../src/policy/index.ts';
import type { Need } from '../../../src/services/access/need.ts';
import { ofChange } from '../../../src/services/cards/change.ts';
import { cardMessage } from '../../../src/services/cards/message.ts';
import { roleOnButton } from '../../../src/services/notify/suggestion.ts';
import { forApprover } from '../../../src/services/cards/for-approver.ts';
import { whoDecides } from '../../../src/services/cards/who-decides.ts';
import { inLanguage, words } from '../../../src/words/index.ts';
import type { Given } from '../../domain/life.ts';
import {
  ada,
  approvedBy,
  facts,
  hour,
  mia,
  person,
  requested,
  start,
  startFacts,
  step,
  two,
} from '../../domain/life.ts';
import { builtIn } from '../../policy/ask.ts';

const inSlack = createSlackRender('T1');
const inDiscord = createDiscordRender({
  mention: (words) => `</access ${words.join(' ')}:7>`,
  firstOption: () => null,
});
const slackUsers = new Map(
  [mia, ada].map(({ id }) => [id, { platform: 'slack', workspace: 'T1', user: `U${id}`.toUpperCase() }]),
);
const discordUsers = new Map(
  [mia, ada].map(({ id }, n) => [id, { platform: 'discord', workspace: '', user: String(40 + n) }]),
);

/** What people type, at the lengths that Latchkey takes. */
const typed = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 1_000 }),
  fc.constantFrom(
    '',
    '<!channel> @everyone',
    '> q\n'.repeat(250),
    '&'.repeat(1_000),
    '`*_~'.repeat(250),
    '😀'.repeat(500),
  ),
);
const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 });
const entitlement: fc.Arbitrary<Entitlement> = fc.oneof(
  name.map((product): Entitlement => ({ kind: 'console', product })),
  fc.record({
    kind: fc.constant('role' as const),
    instance: name,
    role: fc.constantFrom(...builtInRoles, 'Deny user listing'),
  }),
  fc.record({
    kind: fc.constant('item' as const),
    instance: name,
    item: name,
    right: fc.constantFrom('read', 'write', 'recovery-key', 'no-read'),
  }),
);

const longRole = 'Crew '.repeat(60);

/** An access at any point of its life. */
const lives: readonly (() => Access)[] = [
  () => requested(),
  () => requested([two], null),
  () => approvedBy(requested([two]), ada),
  () => approvedBy(requested(), ada),
  () => {
    const approved = approvedBy(requested(), ada);
    return step(approved, { name: 'start' }, startFacts(approved)).access ?? approved;
  },
  () => {
    const suggests = { name: 'deny', instead: longRole } as Given;
    return step(requested(), suggests, facts(ada, { wouldDo: [longRole] })).access ?? requested();
  },
];

const access = fc
  .record({
    life: fc.constantFrom(...lives),
    entitlement,
    reason: typed,
    comment: typed,
    name,
    endsAt: fc.option(fc.nat()),
    asked: fc.option(fc.constantFrom(...permissions.map(({ label }) => label))),
  })
  .map(({ life, entitlement: one, reason, comment, name: label, endsAt, asked }): Access => {
    const begun = life();
    return {
      ...begun,
      entitlement: one,
      person: person(label),
      asks: begun.asks.map((ask) => ({
        ...ask,
        by: ask.by.id === 'mia' ? person(label) : ask.by,
        reason: reason === '' ? null : { salt: '', value: reason },
        ...(asked === null ? {} : { asked: { action: asked } }),
        ...(endsAt === null ? {} : { endsAt: ask.askedAt + hour + endsAt }),
        decisions: ask.decisions.map((vote) => ({
          ...vote,
          comment: comment === '' ? null : { salt: '', value: comment },
        })),
      })),
    };
  });

/** What lets the reader decide; null: the card stands in a channel. */
const basis: fc.Arbitrary<BasisFacts | null> = fc.option(
  fc.record({
    kind: fc.constantFrom('implicit' as const, 'access' as const, 'role' as const),
    access: fc.constant(null),
    until: fc.option(fc.integer({ min: start, max: start + 100 * hour })),
    of: entitlement.map(entitlementKey),
    role: name.map((called) => ({ platform: 'discord', id: '7', name: called })),
  }),
);

/** What it's needed for, and a smaller role that would do, also with the longest names. */
const need: fc.Arbitrary<Need | null> = fc.option(
  fc.record({
    permission: fc.constantFrom(...permissions.map(({ label }) => label)),
    is: fc.constantFrom('given', 'had', 'missing'),
    smaller: fc.array(fc.constantFrom(...builtInRoles, longRole), { maxLength: 2 }),
  }),
);

const change = fc
  .tuple(fc.subarray([...builtInRoles]), fc.subarray([...builtInRoles]), need)
  .map(([before, after, needed]) => ({
    ...ofChange(
      builtIn.change(
        { membership: builtIn.membership(before), itemRights: [] },
        { membership: builtIn.membership([...before, ...after]), itemRights: [{ item: 'pc-12', right: 'write' }] },
      ),
    ),
    need: needed,
  }));

it.each(['en', 'de'] as const)(
  'every card keeps both platforms’ limits, and nothing of it is left out (%s)',
  (language) => {
    const check = () =>
      fc.assert(
        fc.property(
          access,
          change,
          name,
          fc.array(fc.emailAddress(), { maxLength: 30 }),
          basis,
          (one, changes, called, emails, basis) => {
            const names = { product: () => called, instance: () => called };
            const administered = { product: () => ({ id: 'p', name: called, administrators: emails }) };
            const shared = cardMessage(one, { change: changes, names, deciders: whoDecides(one, administered, names) });
            const own = { basis, names, now: start, zone: 'Asia/Kathmandu' };
            const card = basis === null ? shared : forApprover(shared, one, { ...own, basis });
            const buttons = [
              ...card.blocks.flatMap((block) => (block.kind === 'row' ? block.buttons : [])),
              ...(card.buttons ?? []),
            ].map(({ label }) => label);
            const { deny, showDetails } = words.cards;
            const approve = expect.stringContaining(words.cards.approve.slice(1)) as string;
            const [smaller] = changes.need?.smaller ?? [];
            const suggest = smaller === undefined ? [] : [words.card.suggest(roleOnButton(smaller))];
            const expected =
              one.state === 'requested' ? expect.arrayContaining([approve, ...suggest, deny]) : [showDetails];
            expect(buttons).toEqual(expected);

            const { text, blocks } = inSlack(card, slackUsers);
            const drawn = JSON.stringify(blocks);
            expect(blocks.length).toBeLessThanOrEqual(50);
            expect(JSON.stringify({ text, blocks }).length).toBeLessThanOrEqual(13_000);
            for (const [, words = ''] of drawn.matchAll(
              /"type":"mrkdwn","verbatim":true,"text":("(?:[^"\\]|\\.)*")/g,
            )) {
              expect((JSON.parse(words) as string).length).toBeLessThanOrEqual(3_000);
            }
            for (const label of buttons) expect(drawn).toContain(JSON.stringify(label));
            expect(drawn).not.toMatch(/"… (and|und) \d+ (more|weitere)"/);

            const { body } = inDiscord(card, discordUsers, '0123456789abcdef');
            contentOf(JSON.parse(JSON.stringify(body)) as Record<string, unknown>);
            expect(body.content.length).toBeLessThanOrEqual(2_000);
            const labels = body.components.flatMap(({ components }) => components.map(({ label }) => label));
            expect([...labels].sort()).toEqual([...buttons].sort());
            expect(JSON.stringify(body.embeds)).not.toMatch(/-# … (and|und) \d+ (more|weitere)/);
          },
        ),
        { numRuns: 60 },
      );
    inLanguage(language, check);
  },
);
