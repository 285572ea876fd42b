import { plain } from '../../domain/message.ts';
import type { Access } from '../../domain/access.ts';
import type { AccessEvent } from '../../domain/events/index.ts';
import { formatDuration } from '../../domain/duration.ts';
import type { Block, Button, Message, Text, Tone } from '../../domain/message.ts';
import { isLimit } from '../../domain/entitlement.ts';
import { en } from '../../words/en/index.ts';

/** What a person is told of an event that concerns them: the outcome, and until when; `roles` come with the access. */
export function eventNotice(
  access: Access,
  event: AccessEvent,
  person: string,
  roles: readonly string[] = [],
): Message {
  const own = person === access.person.id;
  const what = en.entitlement(access.entitlement);
  const bare = what.replace(/^the /, '');
  const whose = own ? 'Your' : `${access.person.label}’s`;
  const by: Text = event.actorId === null ? [] : [' by ', { person: { id: event.actorId, label: event.actor } }];
  switch (event.event) {
    case 'started':
      return started(access, event, own, roles);
    case 'denied':
      return notice('bad', [`${whose} request for `, { strong: what }, ' was denied', ...by, '.'], access, event);
    case 'cancelled':
      return notice(
        'bad',
        [`${whose} request for `, { strong: what }, ' was cancelled', ...by, '. ', sentence(event)],
        access,
        event,
      );
    case 'lapsed':
      return notice(
        'bad',
        [
          `${whose} request for `,
          { strong: what },
          ` lapsed: ${sentence(event) || 'nobody decided it in time. Ask again if it is still needed.'}`,
        ],
        access,
        event,
      );
    case 'expired':
      return notice('ended', [`${whose} `, { strong: bare }, ' has ended: its time is up.'], access, event);
    case 'revoked':
      return notice(
        'ended',
        [
          `${whose} `,
          { strong: bare },
          ' was revoked',
          ...by,
          '.',
          event.facts.remains ? ' Access remains, because the product itself makes you an administrator.' : '',
        ],
        access,
        event,
      );
    default:
      if (event.event === 'refused' && event.facts.code === 'too-new') return lateVote(access, event);
      return notice(
        'waiting',
        [
          `${whose} request for `,
          { strong: what },
          ' has to be approved anew: ',
          event.because.map((reason) => reason.sentence).join(' '),
        ],
        access,
        event,
      );
  }
}

/** A vote that came too late to count (A7): the requester can make the request again, so that it does. */
function lateVote(access: Access, event: AccessEvent): Message {
  const who = { person: { id: event.actorId ?? '', label: event.actor } };
  const text: Text = [
    who,
    ' couldn’t approve the request for ',
    { strong: en.entitlement(access.entitlement) },
    ' because they became an approver, or known to Latchkey, after it was made. Someone else can still approve it, or you can request it again.',
  ];
  const button: Button = {
    label: 'Request again',
    style: 'primary',
    command: 'request-again',
    args: { id: access.id },
  };
  return { ...notice('waiting', text, access, { ...event, text: null }), buttons: [button] };
}

function started(
  access: Access,
  event: Extract<AccessEvent, { event: 'started' }>,
  own: boolean,
  roles: readonly string[],
): Message {
  const until = event.facts.until;
  const what = en.entitlement(access.entitlement);
  const limit = isLimit(access.entitlement);
  const opening: Text = own
    ? limit
      ? ['You are limited by ', { strong: what }]
      : ['You have ', { strong: what }]
    : [{ person: access.person }, limit ? ' is limited by ' : ' has ', { strong: what }];
  const end: Text =
    until === null ? [', without end.'] : [', until ', { time: until }, ` (${formatDuration(until - event.at)}).`];
  const shorter = event.because.find((reason) => reason.rule === 'A2');
  const along = roles.length > 0 ? ` With it comes ${roles.join(' and ')}.` : '';
  const message = notice('good', [...opening, ...end, shorter ? ` ${shorter.sentence}` : '', along], access, event);
  return own && !limit ? { ...message, buttons: [giveBackButton(access)] } : message;
}

/** Gives one's own access back, after asking (A4). */
export function giveBackButton(access: Access): Button {
  return {
    label: 'Give back',
    style: 'plain',
    command: 'give-back',
    args: { id: access.id },
    confirm: {
      title: 'Give it back?',
      text: `You will no longer have ${en.entitlement(access.entitlement)}.`,
      yes: 'Give back',
      no: 'Keep it',
      reason: 'Why? This stands in the record.',
    },
  };
}

/** Too few people could approve: said to who asked, and to the Latchkey administrators. */
export function stuckNotice(access: Access, able: number, missing: number, toAsker: boolean): Message {
  const what = en.entitlement(access.entitlement);
  const lack =
    able === 0
      ? 'nobody who can be reached could approve it'
      : `only ${able} of the ${missing} people it needs can be reached`;
  const text: Text = toAsker
    ? ['Your request for ', { strong: what }, ` waits, but ${lack}. The Latchkey administrators have been told.`]
    : [
        'The request of ',
        { person: access.person },
        ' for ',
        { strong: what },
        ` waits, but ${lack}. Name more people with authority, or cancel it with `,
        { code: `/access cancel ${access.id}` },
        '.',
      ];
  return { summary: plain(text), tone: 'waiting', blocks: [{ kind: 'text', text }, idNote(access)] };
}

/** An answer, followed by what couldn't be delivered before. */
export function withEarlier(answer: Message, earlier: readonly Message[]): Message {
  const blocks = earlier.flatMap(({ blocks: said }): readonly Block[] => [{ kind: 'divider' }, ...said]);
  const head: Block = { kind: 'text', text: [{ strong: 'We couldn’t tell you this earlier:' }] };
  return { ...answer, blocks: [...answer.blocks, head, ...blocks] };
}

function notice(tone: Tone, text: Text, access: Access, event: AccessEvent): Message {
  const blocks: Block[] = [{ kind: 'text', text }];
  if (event.text) blocks.push({ kind: 'quote', label: 'Reason', value: event.text.value });
  return { summary: plain(text).trim(), tone, blocks: [...blocks, idNote(access)] };
}

function idNote(access: Access): Block {
  return {
    kind: 'note',
    text: ['Access ', { code: access.id }, ' — every step: ', { code: `/access why ${access.id}` }],
  };
}

function sentence(event: AccessEvent): string {
  return ('sentence' in event.facts ? event.facts.sentence : undefined) ?? '';
}
