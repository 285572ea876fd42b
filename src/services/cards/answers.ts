import type { Access, Ask } from '../../domain/access.ts';
import { currentStage, missingAt, openAsk, startAsk } from '../../domain/access.ts';
import type { Block, Message, Text, Tone } from '../../domain/message.ts';
import { plain, say } from '../../domain/message.ts';
import { endsTooSoon } from '../../domain/ends-too-soon.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { outcomeOf } from '../../domain/refusals.ts';
import { suggestedInstead } from '../../domain/suggestion.ts';
import { requestInsteadButtons } from '../notify/suggestion.ts';
import { forHowLong } from './how-long.ts';
import { cardMessage } from './message.ts';
import type { Performed } from '../access/handle-command.ts';
import { words } from '../../words/index.ts';

/** The private answer to who gave a command: what became of it. */
export function answerTo(performed: Performed): Message {
  const { access, refusal: no } = performed;
  if (no) return refused(no, access);
  if (!access) return say(words.answers.nothing);
  const { entitlement, person } = access;
  const { events } = performed;
  const names = events.map(({ event }) => event);
  if (names.includes('requested')) return asked(access, names.includes('approved'));
  if (names.includes('approved')) {
    const isLess = events.some((event) => event.event === 'approved' && event.facts.less !== undefined);
    const less = isLess ? forHowLong(startAsk(access)) : null;
    const text = words.answers.approved(entitlement, person, less, remains(access));
    return line('good', access, [...text, ...endOf(events, access)]);
  }
  if (names.includes('denied')) return denied(access, events);
  if (names.includes('cancelled')) return line('good', access, words.answers.cancelled(entitlement));
  if (names.includes('revoked')) {
    const still = events.some((event) => event.event === 'revoked' && event.facts.remains);
    const isOwn = events.some((event) => event.event === 'revoked' && event.actorId === person.id);
    const text = isOwn ? words.answers.gaveBack(entitlement, still) : words.answers.revoked(entitlement, person, still);
    return line('good', access, text);
  }
  return say(words.answers.already(entitlement, person.label, outcomeOf(access)));
}

/** A refusal: the sentence, the rules behind it, and the current card where a click came late (DESIGN §3). */
export function refused(no: Refusal, access: Access | null): Message {
  const rules = [...new Set(no.because.map((reason) => reason.rule))];
  const blocks: Block[] = [{ kind: 'text', text: [words.refusal(no.args)] }];
  if (rules.length > 0) blocks.push({ kind: 'note', text: [words.answers.rules(rules)] });
  const late = no.code === 'already-decided' || no.code === 'stale' || no.code === 'already-voiced';
  if (!late || !access) return { summary: words.refusal(no.args), tone: 'bad', blocks };
  const { headline, ...rest } = cardMessage(access);
  const head: Block[] = headline ? [{ kind: 'text', text: headline }] : [];
  return { ...rest, summary: words.refusal(no.args), tone: 'bad', blocks: [...blocks, ...head, ...rest.blocks] };
}

function asked(access: Access, votes: boolean): Message {
  const { entitlement, person } = access;
  const ask = startAsk(access);
  const length = forHowLong(ask);
  const rest = remains(access);
  const isOwn = ask === null || ask.by.id === person.id;
  const text = isOwn
    ? words.answers.requested(entitlement, length, rest)
    : (votes ? words.answers.granted : words.answers.requestedFor)(entitlement, person, length, rest);
  return line(access.state === 'requested' ? 'waiting' : 'good', access, text);
}

/** With what was suggested instead; whoever denied their own request can make that one. */
function denied(access: Access, events: Performed['events']): Message {
  const { entitlement, person } = access;
  const instead = suggestedInstead(access);
  const message = line('good', access, words.answers.denied(entitlement, person, instead));
  const isOwn = events.some(({ event, actorId }) => event === 'denied' && actorId === person.id);
  return isOwn && instead !== null ? { ...message, buttons: requestInsteadButtons(access) } : message;
}

/** When it ends, where whoever approved has the right to only until then (A2), and said nothing of it. */
function endOf(events: Performed['events'], access: Access): Text {
  const ask = startAsk(access);
  const approved = events.find((event) => event.event === 'approved');
  if (ask === null || approved === undefined) return [];
  const until = endsTooSoon(ask, access.entitlement, approved.facts.basis, approved.at);
  return until === null ? [] : words.approver.endsWithYours(until);
}

/** What is still to be done before it starts. */
function remains(access: Access): string {
  const ask = openAsk(access);
  const stage = ask ? currentStage(ask) : null;
  if (!ask || !stage) return words.answers.starts;
  return words.answers.needs(missingInAll(ask));
}

/** How many approvals an ask still needs, over all its stages. */
function missingInAll(ask: Ask): number {
  return ask.stages.reduce((sum, _, index) => sum + missingAt(ask, index), 0);
}

function line(tone: Tone, access: Access, text: Text): Message {
  return {
    summary: plain(text),
    tone,
    blocks: [
      { kind: 'text', text },
      { kind: 'note', text: words.cards.details(access.id) },
    ],
  };
}
