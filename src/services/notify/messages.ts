import { plain } from '../../domain/message.ts';
import type { Access } from '../../domain/access.ts';
import type { AccessEvent } from '../../domain/events/index.ts';
import type { Block, Button, Message, Span, Text, Tone } from '../../domain/message.ts';
import { isLimit } from '../../domain/entitlement.ts';
import { suggestedInstead } from '../../domain/suggestion.ts';
import type { Names } from '../../words/names.ts';
import { ids } from '../../words/names.ts';
import { words } from '../../words/index.ts';
import { requestInsteadButtons } from './suggestion.ts';

/** What a person is told of an event that concerns them: the outcome, and until when; `roles` come with the access. */
export function eventNotice(
  access: Access,
  event: AccessEvent,
  person: string,
  roles: readonly string[] = [],
): Message {
  const own = person === access.person.id;
  const about = { own, person: access.person, entitlement: access.entitlement };
  const by: Span | null = event.actorId === null ? null : { person: { id: event.actorId, label: event.actor } };
  switch (event.event) {
    case 'started':
      return started(access, event, own, roles);
    case 'requested':
      return askedBySystem(access, event, event.actor);
    case 'joined':
      return askedBySystem(access, event, event.facts.by.label);
    case 'denied':
      return denied(access, event, about, by);
    case 'cancelled':
      return notice('bad', words.notices.cancelled(about, by, event.facts.sentence ?? ''), access, event);
    case 'lapsed':
      return notice('bad', words.notices.lapsed(about, event.facts.sentence ?? ''), access, event);
    case 'expired':
      return notice('ended', words.notices.expired(about), access, event);
    case 'revoked':
      return notice('ended', words.notices.revoked(about, by, event.facts.remains), access, event);
    default: {
      if (event.event === 'refused' && event.facts.code === 'too-new') return lateVote(access, event);
      const why = event.because.map((reason) => reason.sentence).join(' ');
      return notice('waiting', words.notices.approveAgain(about, why), access, event);
    }
  }
}

/** Another system requests something for its reader, who may not know (DESIGN §8). `by`: as records have it. */
function askedBySystem(access: Access, event: AccessEvent, by: string): Message {
  const { id, entitlement } = access;
  const button: Button = {
    label: words.systems.notMe,
    style: 'danger',
    command: 'not-asked',
    args: { id, by },
    confirm: words.systems.notMeConfirm(by, entitlement),
  };
  return { ...notice('waiting', words.systems.requestedForYou(by, entitlement), access, event), buttons: [button] };
}

/** Where whoever denied it suggests a smaller role, the person can request that as they requested this. */
function denied(
  access: Access,
  event: AccessEvent,
  about: Parameters<typeof words.notices.denied>[0],
  by: Span | null,
): Message {
  const instead = suggestedInstead(access);
  if (instead === null) return notice('bad', words.notices.denied(about, by), access, event);
  const message = notice('bad', words.notices.suggested(about, by, instead), access, event);
  return about.own ? { ...message, buttons: requestInsteadButtons(access) } : message;
}

/** A vote that came too late to count (A7): the requester can make the request again, so that it does. */
function lateVote(access: Access, event: AccessEvent): Message {
  const who = { person: { id: event.actorId ?? '', label: event.actor } };
  const text = words.notices.lateVote(who, access.entitlement);
  const button: Button = {
    label: words.notices.requestAgain,
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
  const { entitlement, person } = access;
  const shorter = event.because.find((reason) => reason.rule === 'A2')?.sentence ?? '';
  const text = words.notices.started({ own, person, entitlement }, event.facts.until, event.at, { shorter, roles });
  const message = notice('good', text, access, event);
  return own && !isLimit(entitlement) ? { ...message, buttons: [giveBackButton(access)] } : message;
}

/** Gives one's own access back, after asking (A4). */
export function giveBackButton(access: Access, names: Names = ids): Button {
  return {
    label: words.notices.giveBack,
    style: 'plain',
    command: 'give-back',
    args: { id: access.id },
    confirm: words.notices.giveBackConfirm(access.entitlement, names),
  };
}

/** Too few people could approve: said to who asked, and to the Latchkey administrators. */
export function stuckNotice(access: Access, able: number, missing: number, toAsker: boolean): Message {
  const { id, person, entitlement } = access;
  const text = toAsker
    ? words.notices.stuckForRequester(entitlement, able, missing)
    : words.notices.stuckForAdministrators(person, entitlement, able, missing, id);
  return { summary: plain(text), tone: 'waiting', blocks: [{ kind: 'text', text }, idNote(access)] };
}

/** An answer, followed by what couldn't be delivered before. */
export function withEarlier(answer: Message, earlier: readonly Message[]): Message {
  const blocks = earlier.flatMap(({ blocks: said }): readonly Block[] => [{ kind: 'divider' }, ...said]);
  const head: Block = { kind: 'text', text: [{ strong: words.notices.earlier }] };
  return { ...answer, blocks: [...answer.blocks, head, ...blocks] };
}

function notice(tone: Tone, text: Text, access: Access, event: AccessEvent): Message {
  const blocks: Block[] = [{ kind: 'text', text }];
  if (event.text) blocks.push({ kind: 'quote', value: event.text.value });
  return { summary: plain(text).trim(), tone, blocks: [...blocks, idNote(access)] };
}

function idNote({ id }: Access): Block {
  return { kind: 'note', text: words.cards.details(id) };
}
