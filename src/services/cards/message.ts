import type { Access, Ask } from '../../domain/access.ts';
import { currentStage, startAsk, standingApprovals } from '../../domain/access.ts';
import type { Stage } from '../../domain/catalogue.ts';
import { cut } from '../../domain/cut.ts';
import { isLimit } from '../../domain/entitlement.ts';
import type { Block, Button, Message, Span, Text, Tone } from '../../domain/message.ts';
import { plain } from '../../domain/message.ts';
import { suggestedInstead } from '../../domain/suggestion.ts';
import { termsDigest } from '../../domain/terms-digest.ts';
import type { Asked, Closed } from '../../words/card-facts.ts';
import type { TicketBinding } from '../../ports/inbound.ts';
import type { Names } from '../../words/names.ts';
import { ids } from '../../words/names.ts';
import type { Need } from '../access/need.ts';
import { roleOnButton } from '../notify/suggestion.ts';
import { systemBlocks } from './asking-system.ts';
import { noChange } from './change.ts';
import type { CardChange } from './change.ts';
import { howLong } from './how-long.ts';
import { noRoles } from './roles.ts';
import type { AccessRoles } from './roles.ts';
import { ticketLinks, ticketText } from './tickets.ts';
import { capitalized } from '../../lib/capitalized.ts';
import { linesWithoutHidden } from '../../lib/name-skeleton.ts';
import { words } from '../../words/index.ts';

const tones: Readonly<Record<Access['state'], Tone>> = {
  requested: 'waiting',
  approved: 'good',
  active: 'good',
  closed: 'bad',
  ended: 'ended',
};

/** Of what somebody typed, as a card quotes it: characters and lines. */
const mostTyped = 500;
const mostLines = 8;

/** What a card says besides the access itself. */
export interface CardParts {
  readonly change: CardChange;
  readonly roles: AccessRoles;
  readonly names: Names;
  /** Who could decide, to follow how many approvals it needs; empty: not known. */
  readonly deciders: Text;
  /** The tickets that it ends with. */
  readonly tickets: readonly TicketBinding[];
}

const noParts: CardParts = { change: noChange, roles: noRoles, names: ids, deciders: [], tickets: [] };

/**
 * The approval card of an access as it stands. While it waits: one sentence, the reason, what it changes, what remains to do,
 * and buttons. After the decision: two lines, and a button that shows every step.
 */
export function cardMessage(access: Access, given: Partial<CardParts> = {}): Message {
  const parts = { ...noParts, ...given };
  const ask = startAsk(access);
  const headline = headlineOf(access, parts.names);
  const isWaiting = ask !== null && access.state === 'requested';
  return {
    summary: plain(headline),
    headline,
    tone: tones[access.state],
    blocks: isWaiting ? waitingBlocks(access, ask, parts) : [decidedRow(access, parts)],
    buttons: isWaiting ? cardButtons(access, ask, parts) : [],
    ...linksOf(ask, parts.tickets),
  };
}

function headlineOf(access: Access, names: Names): Text {
  const ask = startAsk(access);
  const asked: Asked = { person: access.person, entitlement: access.entitlement, names, by: askedBy(access, ask) };
  switch (access.state) {
    case 'requested':
      return words.card.wants(asked, ask === null ? { durationMs: null, until: null } : howLong(ask));
    case 'approved':
      return words.card.gets(asked);
    case 'active':
      return words.card.has(asked, access.until);
    case 'closed':
      return words.card.closed(asked, closedBy(access));
    case 'ended':
      return words.card.ended(asked);
  }
}

/** Who asked, where it isn't the person; null: they did. */
function askedBy(access: Access, ask: Ask | null): Span | null {
  if (ask === null || ask.by.id === access.person.id) return null;
  return ask.system === undefined
    ? { person: ask.by, isNamed: true }
    : { strong: capitalized(words.systems.system(ask.by.label)) };
}

function waitingBlocks(
  access: Access,
  ask: Ask,
  { change, roles, names, deciders, tickets }: CardParts,
): readonly Block[] {
  const { isEndless, limit } = change.marks;
  const marks: Block[] = isEndless || limit ? [{ kind: 'text', text: [words.card.marks(change.marks)] }] : [];
  return [
    ...(ask.reason ? [quoteOf(ask.reason.value)] : []),
    ...systemBlocks(access, ask),
    ...(ask.from ? [{ kind: 'note' as const, text: words.card.handedOverFrom(ask.from.person) }] : []),
    ...tickets.map((one): Block => ({ kind: 'note', text: ticketText(one) })),
    ...needBlocks(ask, change.need),
    ...marks,
    ...changeBlocks(access, change),
    ...(roles.lines.length > 0 ? [{ kind: 'list' as const, items: roles.lines }] : []),
    ...roles.warnings.map((sentence): Block => ({ kind: 'text', text: [words.cards.warning(sentence)] })),
    { kind: 'text', text: [...statusText(access, names), ...deciders] },
    ...ask.decisions.flatMap(voteBlocks),
    { kind: 'note', text: words.card.lapses(ask.lapsesAt, access.id) },
  ];
}

/** What was typed, as far as a card has room for it beside what is to be decided; `/access why` has all of it. */
function quoteOf(typed: string): Block {
  const shown = linesWithoutHidden(typed);
  const lines = shown.split('\n');
  const few = lines.length > mostLines ? `${lines.slice(0, mostLines).join('\n')}\n…` : shown;
  return { kind: 'quote', value: cut(few, mostTyped) };
}

/** What it's needed for, and whether a smaller role would do; what a system was denied is said with the system. */
function needBlocks({ asked }: Ask, need: Need | null): readonly Block[] {
  if (need === null) return [];
  const [smaller] = need.smaller;
  if (smaller !== undefined) return [{ kind: 'text', text: words.card.smallerRole(smaller, need.permission) }];
  return asked === undefined ? [] : [{ kind: 'text', text: [words.card.need[need.is](need.permission)] }];
}

/** What matters most, and a button for the rest. */
function changeBlocks({ id }: Access, { text, more }: CardChange): readonly Block[] {
  if (text === null) return [];
  if (more === 0) return [{ kind: 'text', text }];
  return [
    {
      kind: 'row',
      text,
      buttons: [{ label: words.card.more(more), style: 'plain', command: 'changes', args: { id } }],
    },
  ];
}

/** A vote that counts stands in the status; one that doesn't any more, or says something, has a line of its own. */
function voteBlocks({ verdict, person, at, comment, void: voided }: Ask['decisions'][number]): readonly Block[] {
  if (comment === null && voided === null) return [];
  const line: Block = { kind: 'note', text: words.decision(verdict, person, at, voided?.why ?? null) };
  return comment ? [line, quoteOf(comment.value)] : [line];
}

/** The second line of a decided card: why it was wanted, who decided, what became of its roles; with all the rest behind a button. */
function decidedRow(access: Access, { roles, tickets }: CardParts): Block {
  const ask = startAsk(access);
  const parts: Text[] = [];
  if (ask?.reason) parts.push([words.card.cutReason(linesWithoutHidden(ask.reason.value))]);
  const ends = access.state === 'approved' || access.state === 'active' ? tickets.map(ticketText) : [];
  parts.push(
    ...outcomeParts(access, ask),
    ...ends,
    ...roles.lines,
    ...roles.warnings.map((one) => [words.cards.warning(one)]),
  );
  const button: Button = { label: words.cards.showDetails, style: 'plain', command: 'why', args: { id: access.id } };
  return { kind: 'row', text: words.card.line(parts), buttons: [button] };
}

function outcomeParts(access: Access, ask: Ask | null): readonly Text[] {
  const approvals = ask === null ? [] : standingApprovals(ask);
  const approved = approvals.length === 0 ? [] : [words.card.approvedBy(approvals.map(({ person }) => ({ person })))];
  const comments = (ask?.decisions ?? []).flatMap(({ comment }) =>
    comment === null ? [] : [[words.card.cutReason(comment.value)]],
  );
  const last = lastOf(access);
  const said = last !== undefined && 'sentence' in last.facts ? (last.facts.sentence ?? '') : '';
  switch (access.state) {
    case 'requested':
    case 'approved':
    case 'active':
      return access.imported ? [[words.card.imported]] : [...approved, ...comments];
    case 'closed': {
      const instead = suggestedInstead(access);
      const suggested = instead?.kind === 'role' ? [words.card.suggested(instead.role)] : [];
      return [...suggested, ...comments, ...(said === '' ? [] : [[said]])];
    }
    case 'ended':
      return [words.card.howItEnded(closedBy(access)), ...(said === '' ? [] : [[said]]), ...approved];
  }
}

function closedBy(access: Access): Closed {
  const last = lastOf(access);
  const by: Span | null =
    last === undefined || last.actorId === null ? null : { person: { id: last.actorId, label: last.actor } };
  return { event: last?.event ?? 'closed', by, isOwn: last?.event === 'revoked' && last.actorId === access.person.id };
}

/** The last event that changed something. */
function lastOf({ events }: Access): Access['events'][number] | undefined {
  return events.findLast((event) => event.event !== 'refused');
}

/** Where the system that asked shows why, and where its tickets are shown. */
export function linksOf(ask: Ask | null, tickets: readonly TicketBinding[]): Pick<Message, 'links'> {
  const url = ask?.system?.link;
  const asked = ask === null || url === undefined ? [] : [{ label: words.inbound.open(ask.by.label), url }];
  const links = [...asked, ...ticketLinks(tickets)];
  return links.length === 0 ? {} : { links };
}

/** Approve and Deny, carrying access, ask, stage and a digest of the terms shown (DESIGN §3, card). */
export function askButtons(access: Access, ask: Ask, names: Names = ids): readonly Button[] {
  const args = {
    id: access.id,
    ask: ask.id,
    stage: currentStage(ask)?.index ?? 0,
    digest: termsDigest(access, ask),
  };
  return [
    { label: words.cards.approve, style: 'primary', command: 'approve', args },
    {
      label: words.cards.deny,
      style: 'danger',
      command: 'deny',
      args,
      form: words.card.denyForm(access.entitlement, access.person.label, names),
    },
  ];
}

/** With a form for whoever approves for less, or says something with it. A limit is never shortened (A6). */
function cardButtons(access: Access, ask: Ask, { change: { need }, names }: CardParts): readonly Button[] {
  const [approve, ...rest] = askButtons(access, ask, names);
  if (approve === undefined) return rest;
  const isLess = !isLimit(access.entitlement);
  const label = isLess ? words.card.approveForLess : words.card.approveWithComment;
  const less: Button = { ...approve, label, style: 'plain', form: words.card.approveForm(isLess) };
  return [approve, less, ...suggestButtons(approve, need), ...rest];
}

/** Denies it, and suggests the smallest role that would do. */
function suggestButtons({ args }: Button, need: Need | null): readonly Button[] {
  const [smaller] = need?.smaller ?? [];
  if (smaller === undefined) return [];
  const label = words.card.suggest(roleOnButton(smaller));
  return [{ label, style: 'plain', command: 'deny', args: { ...args, instead: smaller } }];
}

/** Where an access stands, and what remains to do: one line. */
export function statusText(access: Access, names: Names = ids): Text {
  const ask = startAsk(access);
  const last = lastOf(access);
  const by: Span = { person: { id: last?.actorId ?? '', label: last?.actor ?? 'system' } };
  switch (access.state) {
    case 'requested':
      return ask ? waitingText(ask, names) : [words.cards.waiting];
    case 'approved':
      return [words.cards.starting];
    case 'active':
      return words.cards.active(access.until);
    case 'closed':
    case 'ended': {
      const why = (last && 'sentence' in last.facts ? last.facts.sentence : undefined) ?? '';
      const someone = last === undefined || last.actorId === null ? null : by;
      return words.cards.ended({ event: last?.event ?? 'closed', by: someone, at: access.endedAt, why });
    }
  }
}

function waitingText(ask: Ask, names: Names): Text {
  const stage = currentStage(ask);
  if (!stage) return [words.cards.allApproved];
  const total = ask.stages.reduce((sum, one) => sum + one.count, 0);
  // By name alone: a status calls nobody.
  const have = standingApprovals(ask).map(({ person }): Span => ({ person, isNameOnly: true }));
  const next = { ...stageAt(ask, stage.index), count: stage.missing };
  return words.cards.approvals(have, total, next, { stage: stage.index + 1, stages: ask.stages.length, names });
}

function stageAt({ stages }: Ask, index: number): Stage {
  return stages[index] ?? { of: { kind: 'authority' }, count: 1 };
}
