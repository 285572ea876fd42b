import type { Access } from '../../domain/access.ts';
import { currentStage, startAsk, openAsk } from '../../domain/access.ts';
import type { Block, Message, Text, Tone } from '../../domain/message.ts';
import { plain, say } from '../../domain/message.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { outcomeOf } from '../../domain/refusals.ts';
import { forHowLong } from './how-long.ts';
import { cardMessage } from './message.ts';
import type { Performed } from '../access/handle-command.ts';
import { en } from '../../words/en/index.ts';

/** The private answer to who gave a command: what became of it. */
export function answerTo(performed: Performed): Message {
  const { access, refusal: no } = performed;
  if (no) return refused(no, access);
  if (!access) return say('Nothing had to be done.');
  const names = performed.events.map((event) => event.event);
  const what = en.entitlement(access.entitlement);
  if (names.includes('requested')) return asked(access, what, names.includes('approved'));
  if (names.includes('approved')) {
    return approved(
      access,
      what,
      performed.events.some((event) => event.event === 'approved' && event.facts.less !== undefined),
    );
  }
  if (names.includes('denied'))
    return line('good', access, ['You denied ', { strong: what }, ' for ', { person: access.person }, '.']);
  if (names.includes('cancelled'))
    return line('good', access, ['The request for ', { strong: what }, ' was cancelled.']);
  if (names.includes('revoked')) {
    const remains = performed.events.some((event) => event.event === 'revoked' && event.facts.remains);
    const rest = remains
      ? ' The explicit grant is gone; access remains, because they are an administrator of the product (C7).'
      : '';
    const isOwn = performed.events.some((event) => event.event === 'revoked' && event.actorId === access.person.id);
    const opening: Text = isOwn
      ? ['You gave ', { strong: what }, ' back']
      : ['You revoked ', { strong: what }, ' from ', { person: access.person }];
    return line('good', access, [...opening, `.${rest}`]);
  }
  return say(`About ${what} for ${access.person.label}: ${en.outcome(outcomeOf(access))}`);
}

/** A refusal: the sentence, the rules behind it, and the current card where a click came late (DESIGN §3). */
export function refused(no: Refusal, access: Access | null): Message {
  const rules = [...new Set(no.because.map((reason) => reason.rule))];
  const blocks: Block[] = [{ kind: 'text', text: [en.refusal(no.args)] }];
  if (rules.length > 0) blocks.push({ kind: 'note', text: [`Rule ${rules.join(', ')}`] });
  const late = no.code === 'already-decided' || no.code === 'stale' || no.code === 'already-voiced';
  if (!late || !access) return { summary: en.refusal(no.args), tone: 'bad', blocks };
  const card = cardMessage(access, []);
  return { ...card, summary: en.refusal(no.args), tone: 'bad', blocks: [...blocks, ...card.blocks] };
}

function asked(access: Access, what: string, votes: boolean): Message {
  const ask = startAsk(access);
  const length = forHowLong(ask);
  const isGrant = ask !== null && ask.by.id !== access.person.id;
  const opening: Text = isGrant
    ? [
        votes ? 'You grant ' : 'You requested ',
        { strong: what },
        votes ? ' to ' : ' for ',
        { person: access.person },
        ...length,
      ]
    : ['You asked for ', { strong: what }, ...length];
  return line(access.state === 'requested' ? 'waiting' : 'good', access, [...opening, '. ', remains(access)]);
}

function approved(access: Access, what: string, isLess: boolean): Message {
  return line('good', access, [
    'You approved ',
    { strong: what },
    ' for ',
    { person: access.person },
    ...(isLess ? [...forHowLong(startAsk(access)), ', which is less than was requested'] : []),
    '. ',
    remains(access),
  ]);
}

/** What is still to be done before it starts. */
function remains(access: Access): string {
  const ask = openAsk(access);
  const stage = ask ? currentStage(ask) : null;
  if (!ask || !stage) return 'It starts now.';
  const waiting = ask.stages[stage.index];
  return waiting ? `It waits for ${en.stage({ ...waiting, count: stage.missing })}; you will be told.` : '';
}

function line(tone: Tone, access: Access, text: Text): Message {
  return {
    summary: plain(text),
    tone,
    blocks: [
      { kind: 'text', text },
      { kind: 'note', text: ['Access ', { code: access.id }] },
    ],
  };
}
