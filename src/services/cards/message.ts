import type { Access, Ask } from '../../domain/access.ts';
import { termsDigest } from '../../domain/terms-digest.ts';
import { currentStage, startAsk, standingApprovals } from '../../domain/access.ts';
import type { Block, Button, Message, Span, Text, Tone } from '../../domain/message.ts';
import { howLong } from './how-long.ts';
import { noRoles } from './roles.ts';
import type { AccessRoles } from './roles.ts';
import { en } from '../../words/en/index.ts';

const titles: Readonly<Record<Access['state'], { title: string; tone: Tone }>> = {
  requested: { title: 'Access request', tone: 'waiting' },
  approved: { title: 'Access approved', tone: 'good' },
  active: { title: 'Access granted', tone: 'good' },
  closed: { title: 'Access request closed', tone: 'bad' },
  ended: { title: 'Access ended', tone: 'ended' },
};

/** The approval card of an access as it stands: who, what, why, how long, what it changes, what remains to do. */
export function cardMessage(access: Access, change: readonly Text[], roles: AccessRoles = noRoles): Message {
  const ask = startAsk(access);
  const { title, tone } = titles[access.state];
  const rows: { label: string; value: Text }[] = [
    { label: 'Who', value: [{ person: access.person }] },
    { label: 'What', value: [{ strong: en.entitlement(access.entitlement) }] },
    { label: 'How long', value: ask ? howLong(ask) : ['always'] },
  ];
  if (ask && ask.by.id !== access.person.id) rows.push({ label: 'Asked by', value: [{ person: ask.by }] });
  if (ask?.from) rows.push({ label: 'Handed over from', value: [{ person: ask.from.person }] });
  rows.push({ label: 'Status', value: statusText(access) });
  const blocks: Block[] = [{ kind: 'facts', rows }];
  if (ask?.reason) blocks.push({ kind: 'quote', label: 'Reason', value: ask.reason.value });
  if (ask && access.state === 'requested') {
    if (change.length > 0) {
      blocks.push({ kind: 'text', text: [{ strong: 'What it changes' }] }, { kind: 'list', items: change });
    }
    blocks.push({ kind: 'note', text: ['If nobody decides, it lapses ', { time: ask.lapsesAt }, '.'] });
  }
  if (roles.lines.length > 0) blocks.push({ kind: 'list', items: roles.lines });
  blocks.push(...roles.warnings.map((sentence): Block => ({ kind: 'text', text: [`⚠️ ${sentence}`] })));
  if (ask) blocks.push(...decisionBlocks(ask));
  blocks.push({
    kind: 'note',
    text: ['Access ', { code: access.id }, ' — every step: ', { code: `/access why ${access.id}` }],
  });
  return {
    summary: `${title}: ${access.person.label}, ${en.entitlement(access.entitlement)}`,
    title,
    tone,
    blocks,
    buttons: ask && access.state === 'requested' ? askButtons(access, ask) : [],
  };
}

/** Approve and Deny, carrying access, ask, stage and a digest of the terms shown (DESIGN §3, card). */
export function askButtons(access: Access, ask: Ask): readonly Button[] {
  const args = {
    id: access.id,
    ask: ask.id,
    stage: currentStage(ask)?.index ?? 0,
    digest: termsDigest(access, ask),
  };
  const what = `${en.entitlement(access.entitlement)} for ${access.person.label}`;
  return [
    { label: 'Approve', style: 'primary', command: 'approve', args },
    {
      label: 'Deny',
      style: 'danger',
      command: 'deny',
      args,
      confirm: {
        title: 'Deny this request?',
        text: `This closes the request: ${what}.`,
        yes: 'Deny',
        no: 'Go back',
        reason: 'Why? Who asked reads this.',
      },
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
      return ask ? waitingText(ask) : ['waits'];
    case 'approved':
      return ['approved, starting'];
    case 'active':
      return access.until === null ? ['active, without end'] : ['active until ', { time: access.until }];
    case 'closed':
    case 'ended': {
      const why = last && 'sentence' in last.facts ? last.facts.sentence : undefined;
      const sentence = why === undefined ? [] : [` — ${why}`];
      const at: readonly Span[] = access.endedAt === null ? [] : [' ', { time: access.endedAt }];
      return last?.actorId === null || last === undefined
        ? [last?.event ?? 'closed', ...at, ...sentence]
        : [last.event, ' by ', by, ...at, ...sentence];
    }
  }
}

function waitingText(ask: Ask): Text {
  const stage = currentStage(ask);
  if (!stage) return ['all approvals are there, starting'];
  const total = ask.stages.reduce((sum, one) => sum + one.count, 0);
  const have = standingApprovals(ask).length;
  const where = ask.stages.length > 1 ? `stage ${stage.index + 1} of ${ask.stages.length}: ` : '';
  const waiting = ask.stages[stage.index];
  const rest = waiting ? en.stage({ ...waiting, count: stage.missing }) : '';
  return [`${have} of ${total} approved; ${where}waits for ${rest}`];
}

function decisionBlocks(ask: Ask): Block[] {
  return ask.decisions.flatMap((decision): Block[] => {
    const verb = decision.verdict === 'approve' ? '👍 approved by ' : '⛔ denied by ';
    const gone = decision.void ? [` — no longer counts: ${decision.void.why}`] : [];
    const line: Block = {
      kind: 'note',
      text: [verb, { person: decision.person }, ' ', { time: decision.at }, ...gone],
    };
    return decision.comment ? [line, { kind: 'quote', label: 'Comment', value: decision.comment.value }] : [line];
  });
}
