import fc from 'fast-check';
import type { AccessEventName } from '../../../src/domain/events/index.ts';

/** Whatever text MongoDB can hold. */
const text = fc.string({ unit: 'grapheme', maxLength: 12 });
const time = fc.integer({ min: 0, max: 4_000_000_000_000 });
const small = fc.integer({ min: 0, max: 5 });
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

/** An object with these members, and any of the optional ones. */
const withSome = (
  always: Record<string, fc.Arbitrary<unknown>>,
  optional: Record<string, fc.Arbitrary<unknown>> = {},
) => fc.record({ ...always, ...optional }, { requiredKeys: Object.keys(always) });

export const anyPerson = fc.record({ id: text, label: text });
export const anyAccount = fc.record({ platform: text, workspace: text, user: text });

const stage = fc.record({
  of: fc.oneof(
    fc.record({ kind: fc.constant('authority') }),
    fc.record({ kind: fc.constant('role'), instance: text, role: text }),
    fc.record({ kind: fc.constant('people'), emails: fc.array(text, { maxLength: 3 }) }),
  ),
  count: small,
});

const basis = withSome(
  {
    kind: fc.constantFrom('implicit', 'access', 'role', 'system'),
    access: maybe(text),
    until: maybe(time),
    sentence: text,
  },
  { of: text, role: fc.record({ platform: text, id: text, name: text }) },
);

const ids = fc.array(text, { maxLength: 3 });
const system = withSome(
  { owners: ids },
  {
    link: text,
    asker: text,
    asked: fc.record({ action: text, more: small }),
    actors: ids,
    emergency: fc.constant(true),
  },
);
const ask = withSome(
  {
    id: text.filter((id) => id !== ''),
    kind: fc.constantFrom('start', 'extend', 'review'),
    durationMs: maybe(time),
    stages: fc.array(stage, { maxLength: 3 }),
    heardAt: time,
    lapsesAt: time,
  },
  {
    endsAt: maybe(time),
    newlyIn: ids,
    roleHolders: maybe(ids),
    apart: fc.array(ids, { maxLength: 2 }),
    from: fc.record({ person: anyPerson, access: text.filter((id) => id !== '') }),
    by: anyPerson,
    asked: fc.record({ action: text }),
    system,
  },
);

const decision = { ask: text, stage: small, basis, account: maybe(anyAccount) };
const args = fc.record({ name: text, some: fc.oneof(text, small, fc.array(text, { maxLength: 2 })) });
const why = { code: text, args, sentence: text };

/** The facts of each event, whatever they say. */
const factsOf: { readonly [Name in AccessEventName]: fc.Arbitrary<object> } = {
  requested: fc.record({ ask }),
  joined: fc.record({ ask: text, asker: text.filter((key) => key !== ''), by: anyPerson, system }),
  withdrawn: fc.record({ ask: text, askers: ids }),
  approved: withSome(
    { ...decision, complete: fc.boolean() },
    { less: fc.oneof(fc.record({ durationMs: maybe(time) }), fc.record({ endsAt: time })) },
  ),
  denied: withSome(decision, { instead: text.filter((role) => role !== '') }),
  cancelled: withSome({}, { ...why, ask: text, heardAt: time }),
  lapsed: withSome({ ask: text }, why),
  started: fc.record({ ask: text, until: maybe(time), bases: fc.array(basis, { maxLength: 2 }) }),
  extended: withSome({ until: maybe(time) }, { ask: text }),
  expired: fc.constant({}),
  revoked: withSome({ remains: fc.boolean() }, { basis, heardAt: time }),
  refused: withSome(
    { code: text },
    {
      args,
      sentence: text,
      asks: small,
      void: fc.array(withSome({ person: text, why: text }, { code: text, args }), { maxLength: 2 }),
      lapsesAt: time,
      ask: text,
      collects: fc.constant(true),
    },
  ),
  imported: fc.constant({}),
};

const names = Object.keys(factsOf) as AccessEventName[];
const rule = fc.constantFrom('C4', 'R5', 'A2', 'A9');

/** Any event of an access that there can be, with and without a version. */
export const anyAccessEvent = fc.constantFrom(...names).chain((event) =>
  fc
    .record({
      n: fc.integer({ min: 1, max: 500 }),
      at: time,
      actor: text,
      actorId: maybe(text),
      subject: maybe(text),
      subjectId: maybe(text),
      entitlement: maybe(text),
      because: fc.array(withSome({ rule, sentence: text }, { code: text, args }), { maxLength: 2 }),
      facts: fc
        .tuple(withSome({ command: text, configuration: text }, { v: fc.constant(1) }), factsOf[event])
        .map(([one, other]) => ({ ...one, ...other })),
      text: maybe(fc.record({ salt: text, value: text })),
      via: text,
    })
    .map((rest) => ({ event, ...rest })),
);
