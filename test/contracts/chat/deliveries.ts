/**
 * What an endpoint is told of each journey of the contract suite (`platform.ts`), the same in every chat: by access, in the
 * order in which each access had it: the event, who caused it, whom and what it's about, and the state after it.
 */
const deliveries: Readonly<Record<string, readonly string[]>> = {
  'is heard at once, decided with one click, told to who asked, given back, and audited': [
    'access.requested by mia: mia console:acme-prod requested',
    'access.approved by ada: mia console:acme-prod approved',
    'access.started by system: mia console:acme-prod active',
    'access.revoked by mia: mia console:acme-prod ended',
  ],
  'is denied with a reason that the requester reads': [
    'access.requested by bob: bob console:acme-prod requested',
    'access.denied by sven: bob console:acme-prod closed',
  ],
  'is denied without a reason, too': [
    'access.requested by bob: bob console:acme-prod requested',
    'access.denied by sven: bob console:acme-prod closed',
  ],
  'is denied with a smaller role that would do, which the requester requests with one click': [
    'access.requested by mia: mia role:mdm-us/Editor requested',
    'access.denied by otto: mia role:mdm-us/Editor closed',
    'access.requested by mia: mia role:mdm-us/Operator requested',
    'access.approved by ada: mia role:mdm-us/Operator approved',
    'access.started by system: mia role:mdm-us/Operator active',
  ],
  'is approved for less with a comment, by the form behind a button': [
    'access.requested by mia: mia console:acme-prod requested',
    'access.approved by sven: mia console:acme-prod approved',
    'access.started by system: mia console:acme-prod active',
    'access.revoked by mia: mia console:acme-prod ended',
  ],
  'takes two people where the rule says so, counts one person once, and tells the late what happened': [
    'access.requested by mia: mia role:mdm-eu/Administrator requested',
    'access.approved by ada: mia role:mdm-eu/Administrator requested',
    'access.approved by sven: mia role:mdm-eu/Administrator approved',
    'access.started by system: mia role:mdm-eu/Administrator active',
  ],
  'is approved by another human than the requester, whatever accounts they have (A7)': [
    'access.requested by bob: bob role:mdm-us/Reader requested',
    'access.approved by ada: bob role:mdm-us/Reader approved',
    'access.started by system: bob role:mdm-us/Reader active',
  ],
  'is given to several people, each with an outcome of their own': [
    'access.requested by ada: bob role:mdm-eu/Reader requested',
    'access.approved by ada: bob role:mdm-eu/Reader approved',
    'access.started by system: bob role:mdm-eu/Reader active',
    'access.requested by ada: otto role:mdm-eu/Reader requested',
    'access.approved by ada: otto role:mdm-eu/Reader approved',
    'access.started by system: otto role:mdm-eu/Reader active',
  ],
  'is taken away after a confirmation': ['access.revoked by sven: otto role:mdm-eu/Reader ended'],
  'is asked for with the form': [
    'access.requested by bob: bob console:acme-prod requested',
    'access.cancelled by bob: bob console:acme-prod closed',
  ],
  'is decided by typing as by clicking': [
    'access.requested by bob: bob console:acme-prod requested',
    'access.approved by ada: bob console:acme-prod approved',
    'access.started by system: bob console:acme-prod active',
  ],
};

export function deliveriesOf(journey: string): readonly string[] {
  const found = deliveries[journey];
  if (found === undefined) throw new Error(`The journey “${journey}” has no deliveries in deliveries.ts`);
  return found;
}
