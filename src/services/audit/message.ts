import type { ChainEntry, Json } from '../../domain/events/index.ts';
import { parseEntitlementKey } from '../../domain/entitlement.ts';
import type { Block, Button, Message, Span, Text } from '../../domain/message.ts';
import { plain } from '../../domain/message.ts';
import { isSystemLabel } from '../../domain/identity.ts';
import { capitalized } from '../../lib/capitalized.ts';
import { words } from '../../words/index.ts';
import { retoldReasons, retoldRefusal } from './retold.ts';

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
  const blocks = storyLines(entries).flatMap((line): Block[] => {
    const [only] = line;
    const text: Block = { kind: 'text', text: channelLine(line) };
    return only?.text ? [text, { kind: 'quote', value: only.text.value }] : [text];
  });
  return {
    summary: first ? words.audit.summary(range, plain(channelLine([first])), entries.length > 1) : words.audit.title,
    tone: 'plain',
    blocks: [...blocks, { kind: 'note', text: [words.audit.range(first?.seq ?? 0, last?.seq ?? 0)] }],
    // Rules, reasons and ids: for whoever may see them.
    buttons: first && last ? [detailsButton(first.seq, last.seq)] : [],
  };
}

function detailsButton(from: number, to: number): Button {
  return { label: words.cards.showDetails, style: 'plain', command: 'audit', args: { from, to } };
}

/**
 * Entries as lines of an audit channel: one each, but for what the configuration gives several people in a row, which is one
 * line. At least one entry a line.
 */
export function storyLines(entries: readonly ChainEntry[]): readonly (readonly ChainEntry[])[] {
  const lines: ChainEntry[][] = [];
  for (const entry of entries) {
    const open = lines.at(-1);
    if (open?.[0] && isSameImport(open[0], entry)) open.push(entry);
    else lines.push([entry]);
  }
  return lines;
}

function isSameImport(one: ChainEntry, other: ChainEntry): boolean {
  const of = (entry: ChainEntry) => (entry.text === null ? importOf(entry) : null);
  return of(one) !== null && of(one) === of(other);
}

/** What an entry gives somebody that the configuration gives many: a name in the record, or an access; null: neither. */
function importOf({ event, entitlement, facts }: ChainEntry): string | null {
  if (event === 'imported') return entitlement;
  return event === 'person' && facts['what'] === 'named' ? 'named' : null;
}

/** A line of an audit channel: it ends with an anchor, so that the channel proves what the chain was (`audit verify --anchor`). */
function channelLine(line: readonly ChainEntry[]): Text {
  const last = line.at(-1);
  return last === undefined ? [] : [...story(line, last), ' ', { code: anchorOf(last) }];
}

/** How many people a line names. */
const mostNamed = 3;

function story(line: readonly ChainEntry[], last: ChainEntry): Text {
  const { event, actor, actorId, subject, subjectId, at, facts } = last;
  const icon = icons[event] ?? '•';
  const entitlement = last.entitlement === null ? null : parseEntitlementKey(last.entitlement);
  if (line.length > 1) {
    const people = line.slice(0, mostNamed).map((one) => person(one.subject, one.subjectId));
    return words.auditStory.together(icon, people, line.length - people.length, entitlement, at);
  }
  const until = facts['until'];
  return words.auditStory.line({
    icon,
    event,
    subject: subject === null ? null : person(subject, subjectId),
    by: actor === subject || actor === 'system' ? null : doer(actor, actorId, capitalized),
    isOwn: actor === subject,
    entitlement,
    detail: storyDetail(last),
    until: typeof until === 'number' ? until : null,
    at,
  });
}

function person(label: string | null, id: string | null): Span {
  return { person: { id: id ?? '', label: label ?? '' } };
}

/** Who did it: a person, or another system by its name in the file. */
function doer(label: string, id: string | null, spelled = (text: string) => text): Span {
  return isSystemLabel(label) ? spelled(words.systems.system(label)) : person(label, id);
}

/** What a sentence says beside its own words: no rules, which stand under _Details_. */
function storyDetail(entry: Pick<ChainEntry, 'event' | 'actor' | 'facts' | 'because'>): string {
  if (suggestion(entry) !== '') return suggestion(entry);
  const whole = ['requested', 'approved', 'started', 'imported', 'denied', 'extended', 'expired', 'revoked'];
  // What Latchkey takes away by itself has its reason beside it: nobody else could be asked.
  const isWhole = whole.includes(entry.event) && !(entry.event === 'revoked' && entry.actor === 'system');
  if (typeof entry.facts['sentence'] !== 'string' && isWhole) {
    return entry.event === 'started' && entry.facts['until'] === null ? words.audit.withoutEnd : '';
  }
  return details(entry, (because) => because.map(({ sentence }) => sentence.replace(/\.$/, '')).join('; '));
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
      actor: actor === subject ? null : doer(actor, entry.actorId),
      access: access === null ? null : `${access}/${n}`,
      at,
    },
    entitlement,
    details(entry, (because) => words.audit.reasons(because)),
    typeof until === 'number' ? until : null,
  );
}

function details(
  { event, facts, because }: Pick<ChainEntry, 'event' | 'facts' | 'because'>,
  reasons: (because: ChainEntry['because']) => string,
): string {
  const sentence = facts['sentence'];
  if (typeof sentence === 'string') return retoldRefusal(sentence, facts['args']);
  if (event === 'started' && facts['until'] === null) return words.audit.withoutEnd;
  if (event === 'configuration') return words.audit.configuration(word(facts['hash']).slice(0, 12));
  if (event === 'person') {
    return words.audit.person(word(facts['what']), word(facts['account']), word(facts['to'] ?? facts['email']));
  }
  if (event === 'vouched') return words.audit.vouched(word(facts['account']), word(facts['email']));
  if (event === 'fence') return words.audit.fence;
  if (event === 'baseline') return words.audit.baseline;
  if (event === 'barred') return words.systems.barredRecord(word(facts['system']));
  if (event === 'retired') return words.audit.retired(word(facts['id']));
  if (event === 'roster') return word(facts['what']);
  return [suggestion({ event, facts }), reasons(retoldReasons(because))].filter(Boolean).join('; ');
}

/** What whoever denied it suggested; empty: nothing. */
function suggestion({ event, facts }: Pick<ChainEntry, 'event' | 'facts'>): string {
  const instead = event === 'denied' ? word(facts['instead']) : '';
  return instead === '' ? '' : words.audit.suggested(instead);
}

function word(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
