import type { Access, Ask } from '../../domain/access.ts';
import { currentStage, startAsk, standingApprovals } from '../../domain/access.ts';
import type { Stage } from '../../domain/catalogue.ts';
import type { Block, Button, Message, Span, Text, Tone } from '../../domain/message.ts';
import { termsDigest } from '../../domain/terms-digest.ts';
import { howLong } from './how-long.ts';
import { noRoles } from './roles.ts';
import type { AccessRoles } from './roles.ts';
import { en } from '../../words/en/index.ts';

const tones: Readonly<Record<Access['state'], Tone>> = {
  requested: 'waiting',
  approved: 'good',
  active: 'good',
  closed: 'bad',
  ended: 'ended',
};

/** The approval card of an access as it stands: who, what, why, how long, what it changes, what remains to do. */
export function cardMessage(access: Access, change: readonly Text[], roles: AccessRoles = noRoles): Message {
  const ask = startAsk(access);
  const title = en.cards.title[access.state];
  const rows: { label: string; value: Text }[] = [
    { label: en.cards.who, value: [{ person: access.person }] },
    { label: en.cards.what, value: [{ strong: en.entitlement(access.entitlement) }] },
    { label: en.cards.howLong, value: ask ? howLong(ask) : [en.cards.duration(null)] },
  ];
  if (ask && ask.by.id !== access.person.id) {
    const by: Text = ask.system === undefined ? [{ person: ask.by }] : [en.inbound.system(ask.by.label)];
    rows.push({ label: en.cards.requestedBy, value: by });
  }
  if (ask?.from) rows.push({ label: en.cards.handedOverFrom, value: [{ person: ask.from.person }] });
  rows.push({ label: en.cards.status, value: statusText(access) });
  const blocks: Block[] = [{ kind: 'facts', rows }];
  if (ask?.reason) blocks.push({ kind: 'quote', label: en.cards.reason, value: ask.reason.value });
  if (ask && access.state === 'requested') {
    if (change.length > 0) {
      blocks.push({ kind: 'text', text: [{ strong: en.cards.changes }] }, { kind: 'list', items: change });
    }
    blocks.push({ kind: 'note', text: en.cards.lapses(ask.lapsesAt) });
  }
  if (roles.lines.length > 0) blocks.push({ kind: 'list', items: roles.lines });
  blocks.push(...roles.warnings.map((sentence): Block => ({ kind: 'text', text: [en.cards.warning(sentence)] })));
  if (ask) blocks.push(...decisionBlocks(ask));
  blocks.push({ kind: 'note', text: en.cards.details(access.id) });
  return {
    summary: en.cards.summary(title, access.person.label, access.entitlement),
    title,
    tone: tones[access.state],
    blocks,
    buttons: ask && access.state === 'requested' ? askButtons(access, ask) : [],
    ...linkOf(ask),
  };
}

/** Where the system that asked shows why. */
function linkOf(ask: Ask | null): Pick<Message, 'links'> {
  const url = ask?.system?.link;
  return ask === null || url === undefined ? {} : { links: [{ label: en.inbound.open(ask.by.label), url }] };
}

/** Approve and Deny, carrying access, ask, stage and a digest of the terms shown (DESIGN §3, card). */
export function askButtons(access: Access, ask: Ask): readonly Button[] {
  const args = {
    id: access.id,
    ask: ask.id,
    stage: currentStage(ask)?.index ?? 0,
    digest: termsDigest(access, ask),
  };
  return [
    { label: en.cards.approve, style: 'primary', command: 'approve', args },
    {
      label: en.cards.deny,
      style: 'danger',
      command: 'deny',
      args,
      confirm: en.cards.denyConfirm(access.entitlement, access.person.label),
    },
  ];
}

/** Where an access stands, and what remains to do: one line. */
export function statusText(access: Access): Text {
  const ask = startAsk(access);
  const last = access.events.findLast((event) => event.event !== 'refused');
  const by: Span = { person: { id: last?.actorId ?? '', label: last?.actor ?? 'system' } };
  switch (access.state) {
    case 'requested':
      return ask ? waitingText(ask) : [en.cards.waiting];
    case 'approved':
      return [en.cards.starting];
    case 'active':
      return en.cards.active(access.until);
    case 'closed':
    case 'ended': {
      const why = (last && 'sentence' in last.facts ? last.facts.sentence : undefined) ?? '';
      const someone = last === undefined || last.actorId === null ? null : by;
      return en.cards.ended({ event: last?.event ?? 'closed', by: someone, at: access.endedAt, why });
    }
  }
}

function waitingText(ask: Ask): Text {
  const stage = currentStage(ask);
  if (!stage) return [en.cards.allApproved];
  const total = ask.stages.reduce((sum, one) => sum + one.count, 0);
  const have = standingApprovals(ask).length;
  const next = { ...stageAt(ask, stage.index), count: stage.missing };
  return [en.cards.approvals(have, total, next, stage.index + 1, ask.stages.length)];
}

function stageAt({ stages }: Ask, index: number): Stage {
  return stages[index] ?? { of: { kind: 'authority' }, count: 1 };
}

function decisionBlocks(ask: Ask): Block[] {
  return ask.decisions.flatMap((decision): Block[] => {
    const { verdict, person, at, comment } = decision;
    const line: Block = { kind: 'note', text: en.cards.decision(verdict, person, at, decision.void?.why ?? null) };
    return comment ? [line, { kind: 'quote', label: en.cards.comment, value: comment.value }] : [line];
  });
}
