import type { Links } from '../../src/services/linking/index.ts';
import type { SettlePerson } from '../../src/services/people/confirm-email.ts';
import type { HandOverService } from '../../src/services/people/hand-over.ts';
import type { HolderConsent } from '../../src/services/people/holder-consent.ts';
import type { SettleEntry } from '../../src/services/people/settle-entry.ts';
import type { SettleReport } from '../../src/services/inbound/settle-report.ts';
import type { TwoPeople } from '../../src/services/people/two-people.ts';
import type { VouchService } from '../../src/services/people/vouch.ts';
import type { TakeAway } from '../../src/services/roles/take-away.ts';
import type { ResumeEndpoint } from '../../src/services/webhooks/resume-endpoint.ts';
import type { ActionOf, CommandHandlers, Handled, PersonHandler } from './handler.ts';
import { ofSettled, refusedWith } from './handler.ts';

export interface PeopleHandlerParts {
  readonly twoPeople: TwoPeople;
  readonly settleEntry: SettleEntry;
  readonly settleReport: SettleReport['settle'];
  readonly handOver: Pick<HandOverService, 'handOver'>;
  readonly vouch: Pick<VouchService, 'vouch'>;
  readonly holderConsent: Pick<HolderConsent, 'answer'>;
  readonly takeAway: TakeAway;
  readonly resumeEndpoint: ResumeEndpoint;
  readonly settlePerson: SettlePerson;
  readonly links: Pick<Links, 'decide' | 'unlink'>;
}

/** What a command says about an e-mail that waits. */
const verdicts = { 'confirm-person': 'same', 'separate-person': 'other', 'refuse-person': 'refuse' } as const;

/** Commands about no access: people and their accounts, entries of the configuration, roles that were given by hand, endpoints. */
export function peopleHandlers(parts: PeopleHandlerParts) {
  const settle: PersonHandler<ActionOf<keyof typeof verdicts>> = {
    by: 'person',
    run: async ({ name, waiting }, actor, { id }) =>
      ofSettled(await parts.settlePerson(waiting, verdicts[name], actor, id), false),
  };
  const { decide, unlink } = parts.links;
  return {
    'confirm-person': settle,
    'separate-person': settle,
    'refuse-person': settle,
    'two-people': {
      by: 'person',
      run: async ({ one, other }, actor) => ofSettled(await parts.twoPeople(one, other, actor)),
    },
    'settle-entry': {
      by: 'person',
      run: async ({ entry, person }, actor, { id }) => ofSettled(await parts.settleEntry(entry, person, actor, id)),
    },
    'settle-report': {
      by: 'person',
      run: async ({ report, verdict }, actor, { id }) =>
        ofSettled(await parts.settleReport(report, verdict, actor, id)),
    },
    'hand-over': {
      by: 'person',
      run: async ({ from, to, accesses }, actor, { id, heardAt, via }) =>
        ofSettled(await parts.handOver.handOver(from, to, accesses, actor, { id, heardAt, via })),
    },
    'consent-person': {
      by: 'person',
      run: async ({ waiting, answer }, actor, { id }) =>
        ofSettled(await parts.holderConsent.answer(waiting, answer === 'yes', actor, id)),
    },
    vouch: {
      by: 'person',
      run: async ({ account, email }, actor, { id }) => ofSettled(await parts.vouch.vouch(account, email, actor, id)),
    },
    'take-away': {
      by: 'person',
      run: async ({ target }, actor, { id }) => ofSettled(await parts.takeAway(target, actor, id)),
    },
    'resume-endpoint': {
      by: 'person',
      run: async ({ endpoint }, actor) => ofSettled(await parts.resumeEndpoint(endpoint, actor)),
    },
    // Also for who is no person yet, and for who has just ceased to be one.
    'link-confirm': { by: 'account', run: async ({ link }, account) => ofLink(await decide.confirm(link, account)) },
    'link-refuse': { by: 'account', run: async ({ link }, account) => ofLink(await decide.refuse(link, account)) },
    unlink: {
      by: 'account',
      run: async (action, account, { id }) => ofLink(await unlink.unlink(account, action.account, action.boundAt, id)),
    },
  } satisfies Partial<CommandHandlers>;
}

type LinkOutcome = Awaited<ReturnType<Links['decide']['confirm']>>;

function ofLink(outcome: LinkOutcome): Handled {
  return outcome.ok ? { message: outcome.value, refusal: null, records: false } : refusedWith(outcome.refusal);
}
