/** Everything that is recorded: its types, its codecs, and how state follows from it. */
export type { AccessEvent, AccessEventName, FactsOf } from './access-event.ts';
export { accessEvent, foundAccessEvent, isDecodable } from './access-event.ts';
export type { Joined } from './askers.ts';
export type { EventBody, TypedText } from './body.ts';
export { recordedBody, typedText } from './body.ts';
export type { ChainEntry } from './chain-entry.ts';
export { chainEntry } from './chain-entry.ts';
export type { AccessBase } from './fold.ts';
export { evolve, fold } from './fold.ts';
export type { Json } from './json.ts';
export type { PersonEvent, PersonFacts } from './person.ts';
export { asFacts, evolvePerson, personEvent, personFacts } from './person.ts';
export type { AskFacts } from './requested.ts';
export type { TenantEvent, TenantEventName } from './tenant-event.ts';
export { tenantEvent } from './tenant-event.ts';
