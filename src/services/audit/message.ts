import type { ChainEntry, Json } from '../../domain/events/index.ts';
import { parseEntitlementKey } from '../../domain/entitlement.ts';
import type { Block, Message, Span, Text } from '../../domain/message.ts';
import { plain } from '../../domain/message.ts';
import { en } from '../../words/en/index.ts';

const icons: Readonly<Record<string, string>> = {
  requested: '📨',
  approved: '👍',
  denied: '⛔',
  cancelled: '✖️',
  lapsed: '⌛',
  started: '✅',
  extended: '⏩',
  expired: '⏹️',
  revoked: '🚫',
  refused: '🙅',
  imported: '📥',
  configuration: '⚙️',
  roster: '👥',
  person: '🪪',
  retired: '🗄️',
  released: '📤',
  vouched: '🤝',
  erased: '🧽',
  endpoint: '🔌',
  fence: '🚧',
  baseline: '📌',
};

/** One message for a run of chain entries: a line each, with what was typed as a quote. */
export function auditMessage(entries: readonly ChainEntry[]): Message {
  const first = entries[0];
  const last = entries[entries.length - 1];
  const range = first && last && first.seq !== last.seq ? `${first.seq}–${last.seq}` : `${first?.seq ?? 0}`;
  const blocks = entries.flatMap((entry): Block[] => [
    { kind: 'text', text: channelLine(entry) },
    ...(entry.text ? [{ kind: 'quote' as const, label: 'Reason', value: entry.text.value }] : []),
  ]);
  return {
    summary: first ? `Audit ${range}: ${plain(channelLine(first))}${entries.length > 1 ? ' …' : ''}` : 'Audit',
    tone: 'plain',
    blocks: [...blocks, { kind: 'note', text: [`Audit entries ${range}`] }],
  };
}

/** A line of an audit channel: it ends with an anchor, so that the channel proves what the chain was (`audit verify --anchor`). */
function channelLine(entry: ChainEntry): Text {
  return [...auditLine(entry), ' ', { code: anchorOf(entry) }];
}

/** `#SEQ·HASH`, with the first 16 hex digits. */
export function anchorOf({ seq, hash }: Pick<ChainEntry, 'seq' | 'hash'>): string {
  return `#${seq}·${hash.slice(0, 16)}`;
}

/** One entry as a sentence: who did what about whom, and why. */
export function auditLine(
  entry: Pick<
    ChainEntry,
    | 'event'
    | 'actor'
    | 'actorId'
    | 'subject'
    | 'subjectId'
    | 'entitlement'
    | 'access'
    | 'n'
    | 'at'
    | 'because'
    | 'facts'
  >,
): Text {
  const entitlement = entry.entitlement === null ? null : parseEntitlementKey(entry.entitlement);
  const spans: Span[] = [`${icons[entry.event] ?? '•'} `, { strong: entry.event }, ' '];
  if (entry.subject !== null) spans.push({ person: { id: entry.subjectId ?? '', label: entry.subject } });
  if (entitlement) spans.push(`: ${en.entitlement(entitlement)}`);
  if (entry.actor !== entry.subject) spans.push(', by ', { person: { id: entry.actorId ?? '', label: entry.actor } });
  const detail = details(entry);
  if (detail !== '') spans.push(` — ${detail}`);
  if (typeof entry.facts['until'] === 'number') spans.push(' — until ', { time: entry.facts['until'] });
  if (entry.access !== null) spans.push(' ', { code: `${entry.access}/${entry.n}` });
  spans.push(' ', { time: entry.at });
  return spans;
}

function details({ event, facts, because }: Pick<ChainEntry, 'event' | 'facts' | 'because'>): string {
  const sentence = facts['sentence'];
  if (typeof sentence === 'string') return sentence;
  if (event === 'started' && facts['until'] === null) return 'without end';
  if (event === 'configuration') return `configuration ${word(facts['hash']).slice(0, 12)} loaded`;
  if (event === 'person') return personDetails(facts);
  if (event === 'vouched')
    return `${word(facts['account'])} has the e-mail ${word(facts['email'])}, by an administrator’s word`;
  if (event === 'fence') return 'revoked: what was requested before does not start';
  if (event === 'baseline') return 'as found when this version started for the first time';
  if (event === 'roster' || event === 'retired') return word(facts['what']);
  return because.map((reason) => `${reason.sentence.replace(/\.$/, '')} (${reason.rule})`).join('; ');
}

function personDetails(facts: ChainEntry['facts']): string {
  const what = word(facts['what']);
  const account = word(facts['account']);
  const to = word(facts['to'] ?? facts['email']);
  const texts: Readonly<Record<string, string>> = {
    bound: `${account} proved the e-mail ${to}`,
    changed: `the e-mail of ${account} changed to ${to}: it waits for a Latchkey administrator`,
    taken: `${account} has the e-mail ${to}, which belongs to another account: it waits for a Latchkey administrator`,
    confirmed: `the e-mail ${to} of ${account} was confirmed`,
    rejected: `the e-mail ${to} of ${account} was refused`,
    outdone: `that word about ${account} and ${to} came too late and changed nothing: another one was first`,
    named: `${to} was named as a person`,
    renewed: `${account} was seen again with ${to}`,
    withdrawn: `${account} has its old e-mail again: ${to} no longer waits`,
    replaced: `${account} no longer waits for ${to}`,
    separated: `${account} with the e-mail ${to} is someone else’s, by an administrator’s word`,
    'gave up': `what ${to} was to get left them`,
    moved: 'what they were to get came to them',
    back: `${account} is inside again`,
    deactivated: `${account} was deactivated: it decides nothing any more`,
  };
  return texts[what] ?? `${account} is outside (${what}): it decides nothing any more`;
}

function word(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
