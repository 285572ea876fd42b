import type { BasisFacts } from '../domain/access.ts';
import type { DraftEvent } from '../domain/decide/index.ts';
import type { AccessEvent, Json } from '../domain/events/index.ts';
import type { Reason, RecordedReason } from '../domain/reason.ts';
import type { Refusal } from '../domain/refusal.ts';
import type { RefusalArgs } from '../domain/refusal-args.ts';
import { inRecord, words } from '../words/index.ts';

/**
 * What is decided, with its English sentences written into it, as it goes into the record: whatever language people read it in,
 * and however sentences change later, the record keeps what was said then.
 */
export function recordedEvent(draft: DraftEvent): AccessEvent {
  return inRecord(() => inWords(draft));
}

function inWords(draft: DraftEvent): AccessEvent {
  const { refusal, ...facts } = draft.facts as LooseFacts;
  return {
    ...draft,
    because: recordedReasons(draft.because),
    facts: {
      ...facts,
      ...(refusal && recordedRefusal(refusal, facts.collects === true ? words.recordFull() : null)),
      ...(facts.basis && { basis: recordedBasis(facts.basis) }),
      ...(facts.bases && { bases: facts.bases.map(recordedBasis) }),
      ...(facts.void && { void: facts.void.map(recordedVoid) }),
    },
  } as unknown as AccessEvent;
}

/** The facts of any draft: what is written into them needs no more. */
interface LooseFacts {
  readonly refusal?: Refusal;
  readonly collects?: true;
  readonly basis?: BasisFacts;
  readonly bases?: readonly BasisFacts[];
  readonly void?: readonly { readonly person: string; readonly why: Reason }[];
}

export function recordedReasons(because: readonly Reason[]): readonly RecordedReason[] {
  return inRecord(() => because.map((one) => ({ rule: one.rule, sentence: words.reason(one), ...coded(one) })));
}

/** What the facts of an event say of a refusal. */
export function recordedRefusal({ code, args }: Refusal, more: string | null = null) {
  const sentence = inRecord(() => words.refusal(args));
  return {
    code,
    ...(args.name !== 'said' && { args: json(inEnglish(args)) }),
    sentence: more === null ? sentence : `${sentence} ${more}`,
  };
}

/** What was said to a reader, and stands within another refusal, as it was said in English. */
function inEnglish(args: RefusalArgs): RefusalArgs {
  if (args.name === 'said') return { name: 'said', sentence: args.english ?? args.sentence };
  return 'why' in args ? { ...args, why: inEnglish(args.why) } : args;
}

function recordedBasis(basis: BasisFacts) {
  return { ...basis, sentence: words.basis(basis) };
}

function recordedVoid({ person, why }: { readonly person: string; readonly why: Reason }) {
  return { person, why: words.reason(why), ...coded(why) };
}

/** What has only a sentence, because it was recorded before, has no code. */
function coded({ code, args }: Reason) {
  return code === 'said' ? {} : { code, args: json('why' in args ? { ...args, why: inEnglish(args.why) } : args) };
}

/** As MongoDB gives it back: without what is undefined. */
function json(args: object): { readonly [key: string]: Json } {
  return JSON.parse(JSON.stringify(args)) as { readonly [key: string]: Json };
}
