import type { Json, TenantEvent, TypedText } from '../../domain/events/index.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import type { PersonRef, Via } from '../../domain/identity.ts';
import { system } from '../../domain/identity.ts';
import type { Reason } from '../../domain/reason.ts';
import type { Deps } from '../deps.ts';
import { recordedReasons } from '../in-english.ts';

export interface Note {
  /** Recorded once by this key. */
  readonly key: string;
  readonly event: TenantEvent['event'];
  readonly actor?: PersonRef | null;
  /** The actor's label where there is no person. */
  readonly actorLabel?: string;
  readonly subject?: PersonRef | null;
  /** The subject's label where there is no person. */
  readonly subjectLabel?: string;
  readonly entitlement?: Entitlement | null;
  readonly because?: readonly Reason[];
  readonly facts?: { readonly [key: string]: Json };
  readonly text?: TypedText | null;
  readonly via: Via;
}

/** Records what concerns no access, and has it chained. */
export function createJournal({ store, queue, clock, log }: Pick<Deps, 'store' | 'queue' | 'clock' | 'log'>) {
  return async function note(notes: readonly Note[]): Promise<void> {
    if (notes.length === 0) return;
    const at = clock.now();
    await store.journal.append(
      notes.map((one) => ({
        key: one.key,
        event: one.event,
        at,
        actor: one.actor?.label ?? one.actorLabel ?? system.label,
        actorId: one.actor?.id ?? null,
        subject: one.subject?.label ?? one.subjectLabel ?? null,
        subjectId: one.subject?.id ?? null,
        entitlement: one.entitlement ? entitlementKey(one.entitlement) : null,
        because: recordedReasons(one.because ?? []),
        facts: { command: one.key, ...one.facts },
        text: one.text ?? null,
        via: one.via,
      })),
    );
    await queue.effect({ name: 'journal' }, `journal-${at}`).catch((error: unknown) => {
      log.warn({ err: error }, 'the journal will be chained by the sweeper');
    });
  };
}

export type Journal = ReturnType<typeof createJournal>;
