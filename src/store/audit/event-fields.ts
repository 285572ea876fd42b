import { Schema } from 'mongoose';

const mixed = Schema.Types.Mixed;

/** What an event has in the chain and in the journal alike. */
export const eventFields = {
  n: Number,
  event: String,
  at: Number,
  actor: String,
  actorId: String,
  subject: String,
  subjectId: String,
  entitlement: String,
  because: [mixed],
  facts: mixed,
  text: mixed,
  via: String,
} as const;
