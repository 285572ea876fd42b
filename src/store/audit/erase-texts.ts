import type { TypedText } from '../../domain/events/index.ts';
import type { EraseOf } from '../../ports/erase.ts';

/** As it stands in MongoDB, with whatever else is there. */
type Loose = Readonly<Record<string, unknown>>;
const listOf = (value: unknown): readonly Loose[] => (Array.isArray(value) ? (value as Loose[]) : []);

export interface ErasedAccess {
  readonly events: readonly Loose[];
  readonly asks: readonly Loose[];
  readonly values: readonly TypedText[];
  readonly texts: number;
  /** Texts of events after `chained`. */
  readonly unchained: number;
}

/** Whether an event is by or about whom it is. */
export function concerns(of: EraseOf, event: Loose): boolean {
  if (of.what === 'access') return event['access'] === of.id;
  const isMeant = (id: unknown, label: unknown): boolean =>
    id === of.id || (id === null && typeof label === 'string' && of.labels.includes(label));
  return isMeant(event['actorId'], event['actor']) || isMeant(event['subjectId'], event['subject']);
}

/**
 * An access without the texts that are meant. Only events that the chain has (up to `chained`) lose theirs: the digest must
 * be there first. A request or decision loses the text of such an event, so that both stay the same. Pure.
 */
export function withoutTexts(document: Loose, of: EraseOf, chained: number): ErasedAccess {
  const id = document['id'];
  const isAll = of.what === 'access' ? of.id === id : (document['person'] as Loose | undefined)?.['id'] === of.id;
  const values: TypedText[] = [];
  let texts = 0;
  let unchained = 0;
  const take = (text: unknown): null => {
    values.push(text as TypedText);
    texts++;
    return null;
  };
  const events = listOf(document['events']).map((event) => {
    if (!isText(event['text']) || !(isAll || concerns(of, { ...event, access: id }))) return event;
    if (Number(event['n']) > chained) {
      unchained++;
      return event;
    }
    return { ...event, text: take(event['text']) };
  });
  const kept = new Set(events.flatMap(({ text }) => (isText(text) ? [keyOf(text)] : [])));
  const erased = new Set(values.map(keyOf));
  const isMeant = (text: unknown, by: unknown): boolean =>
    isText(text) &&
    (erased.has(keyOf(text)) ||
      (!kept.has(keyOf(text)) && (isAll || (of.what === 'person' && (by as Loose | undefined)?.['id'] === of.id))));
  const asks = listOf(document['asks']).map((ask) => ({
    ...ask,
    reason: isMeant(ask['reason'], ask['by']) ? take(ask['reason']) : ask['reason'],
    decisions: listOf(ask['decisions']).map((decision) => ({
      ...decision,
      comment: isMeant(decision['comment'], decision['person']) ? take(decision['comment']) : decision['comment'],
    })),
  }));
  return { events, asks, values, texts, unchained };
}

export function isText(value: unknown): value is TypedText {
  return typeof value === 'object' && value !== null && typeof (value as TypedText).value === 'string';
}

const keyOf = ({ salt, value }: TypedText): string => `${salt}\n${value}`;

export function eachOnce(values: readonly TypedText[]): readonly TypedText[] {
  return [...new Map(values.map((text) => [keyOf(text), text])).values()];
}

/**
 * The fields in which a message or a button carries what a person typed, always as a whole: the argument `reason`, and the
 * value of a quote. A command's name or a role that reads the same is nobody's text.
 */
const typedFields = new Set(['reason', 'comment', 'value']);
/** What stands where a text was. */
const erasedText = '(erased)';

/** A copy of JSON without the texts, where one is the whole value of a field for what people type. Pure. */
export function redact(json: unknown, values: readonly string[]): unknown {
  if (Array.isArray(json)) return json.map((one: unknown) => redact(one, values));
  if (typeof json !== 'object' || json === null) return json;
  const members = Object.entries(json).map(([name, member]: [string, unknown]) => {
    const isErased = typedFields.has(name) && typeof member === 'string' && values.includes(member);
    return [name, isErased ? erasedText : redact(member, values)];
  });
  return Object.fromEntries(members) as unknown;
}

/** Whether JSON carries one of the texts. Pure. */
export function holds(value: unknown, values: readonly string[]): boolean {
  return JSON.stringify(redact(value, values)) !== JSON.stringify(value);
}
