import type { ChainEntry, Json } from '../../domain/events/index.ts';
import { parseEntitlementKey } from '../../domain/entitlement.ts';
import type { Block, Message, Text } from '../../domain/message.ts';
import { plain } from '../../domain/message.ts';
import { words } from '../../words/index.ts';

const icons: Readonly<Record<string, string>> = {
  requested: '📨',
  joined: '📨',
  withdrawn: '↩️',
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
  barred: '🙋',
};

/** One message for a run of chain entries: a line each, with what was typed as a quote. */
export function auditMessage(entries: readonly ChainEntry[]): Message {
  const first = entries[0];
  const last = entries[entries.length - 1];
  const range = first && last && first.seq !== last.seq ? `${first.seq}–${last.seq}` : `${first?.seq ?? 0}`;
  const blocks = entries.flatMap((entry): Block[] => [
    { kind: 'text', text: channelLine(entry) },
    ...(entry.text ? [{ kind: 'quote' as const, value: entry.text.value }] : []),
  ]);
  return {
    summary: first ? words.audit.summary(range, plain(channelLine(first)), entries.length > 1) : words.audit.title,
    tone: 'plain',
    blocks: [...blocks, { kind: 'note', text: [words.audit.range(range)] }],
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
  const { actor, subject, access, n, at, facts } = entry;
  const entitlement = entry.entitlement === null ? null : parseEntitlementKey(entry.entitlement);
  const until = facts['until'];
  return words.audit.line(
    {
      icon: icons[entry.event] ?? '•',
      event: entry.event,
      subject: subject === null ? null : { person: { id: entry.subjectId ?? '', label: subject } },
      actor: actor === subject ? null : { person: { id: entry.actorId ?? '', label: actor } },
      access: access === null ? null : `${access}/${n}`,
      at,
    },
    entitlement,
    details(entry),
    typeof until === 'number' ? until : null,
  );
}

function details({ event, facts, because }: Pick<ChainEntry, 'event' | 'facts' | 'because'>): string {
  const sentence = facts['sentence'];
  if (typeof sentence === 'string') return sentence;
  if (event === 'started' && facts['until'] === null) return words.audit.withoutEnd;
  if (event === 'configuration') return words.audit.configuration(word(facts['hash']).slice(0, 12));
  if (event === 'person') {
    return words.audit.person(word(facts['what']), word(facts['account']), word(facts['to'] ?? facts['email']));
  }
  if (event === 'vouched') return words.audit.vouched(word(facts['account']), word(facts['email']));
  if (event === 'fence') return words.audit.fence;
  if (event === 'baseline') return words.audit.baseline;
  if (event === 'barred') return words.systems.barredRecord(word(facts['system']));
  if (event === 'roster' || event === 'retired') return word(facts['what']);
  return words.audit.reasons(because);
}

function word(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
