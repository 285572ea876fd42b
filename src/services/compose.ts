import { isSameRole } from '../domain/catalogue.ts';
import type { PlatformRole } from '../domain/catalogue.ts';
import type { Account } from '../domain/identity.ts';
import type { Metrics } from '../ports/log.ts';
import type { RefusedConnection } from '../ports/platform.ts';
import { createAccessRoles } from './cards/roles.ts';
import { createCheckDue } from './access/check-due.ts';
import { createAnnounce } from './notify/audit-feed.ts';
import { createApprovers } from './authority/approvers.ts';
import { createAuthority } from './authority/authority.ts';
import { createBaseline } from './audit/baseline.ts';
import { createForApprover } from './cards/for-approver.ts';
import { createCards } from './cards/sync.ts';
import { createFindTickets } from './cards/tickets.ts';
import { createChain } from './audit/chain.ts';
import { createChanges } from './cards/change.ts';
import { createConverge } from './roles/reconcile.ts';
import { createEvaluate } from './decisions/evaluate.ts';
import { createSearch } from './decisions/search.ts';
import { createStandings } from './decisions/standings.ts';
import type { Deps } from './deps.ts';
import { createOpenDirect } from './notify/direct-channel.ts';
import { createDriftReport } from './roles/drift-report.ts';
import { createFacts } from './access/facts.ts';
import { createHumans } from './authority/humans.ts';
import { createIntroduce } from './identity/introduce.ts';
import { createIdentify } from './identity/identify.ts';
import { createEntries } from './identity/entries.ts';
import { entryWaitsMessage } from './people/entry-message.ts';
import { createHolderConsent } from './people/holder-consent.ts';
import { createHandOver } from './people/hand-over.ts';
import { createStakes } from './people/stake.ts';
import { createVouch } from './people/vouch.ts';
import { createSettleEntry } from './people/settle-entry.ts';
import { createWaitingChoices } from './people/waiting-choices.ts';
import { createSetUp } from './people/set-up.ts';
import { createWelcome } from './people/welcome.ts';
import { createOwnName } from './identity/own-name.ts';
import { createRecordPeople } from './identity/record-people.ts';
import { createTellOfPeople } from './people/tell.ts';
import { createResolveKnown } from './identity/resolve-known.ts';
import { createInbound } from './inbound/index.ts';
import { createReadReports } from './catalogue/reports.ts';
import { createReportNews } from './catalogue/report-news.ts';
import { createFollowReports } from './inbound/follow.ts';
import { createImportCatalogue } from './catalogue/import.ts';
import { createJournal } from './audit/journal.ts';
import { createLinks } from './linking/index.ts';
import { createOverview } from './cards/overview.ts';
import { createLookUps } from './identity/look-ups.ts';
import { createMeetDeclared } from './identity/meet-declared.ts';
import { createMentions } from './identity/mentions.ts';
import { createNotify } from './notify/notify.ts';
import { createConnections } from './notify/connections.ts';
import { createEarlier } from './notify/earlier.ts';
import { createPlaceChanged } from './notify/place-changed.ts';
import { createObstacles } from './access/obstacle.ts';
import { createOutbox } from './effects/outbox.ts';
import { createPeopleAdmin } from './people/confirm-email.ts';
import { createPerform } from './access/handle-command.ts';
import { createPlaces } from './notify/places.ts';
import { createReportDoubts } from './notify/report-doubts.ts';
import { createReporting } from './notify/reporting.ts';
import { createRefusedRecord } from './access/record-refusal.ts';
import { createNotAsked } from './access/not-asked.ts';
import { createRequestAgain } from './access/request-again.ts';
import { createRequestInstead } from './access/request-instead.ts';
import { createRequestBudget } from './access/request-budget.ts';
import { createResolveWho } from './identity/resolve-who.ts';
import { createRoleGone } from './roles/role-gone.ts';
import { createSendOnce } from './notify/send-once.ts';
import { createSweep } from './effects/sweep.ts';
import { createTakeAway } from './roles/take-away.ts';
import { createTakeUpAgain } from './notify/take-up-again.ts';
import { createTargetRoles } from './roles/roles.ts';
import { createTargetReport } from './roles/report.ts';
import { createTargets } from './roles/schedule.ts';
import { createTwoPeople } from './people/two-people.ts';
import { createReportVoid } from './notify/void-event.ts';
import { createRequests } from './requests/index.ts';
import { createWebhooks } from './webhooks/compose.ts';
import { createResumeEndpoint } from './webhooks/resume-endpoint.ts';

/** Puts the use cases together from the ports: what `commands/` and `workers/` take their parts from. */
export function createServices(deps: Deps, metrics: Metrics) {
  const journal = createJournal(deps);
  /** Called, again if need be, when an account has come to a person or left one: the place for whatever follows from it. */
  const linked = (account: Account): Promise<void> => targets.lookAtAccount(account);
  /** Called when an account came to be inside, or is no more: what is linked to the same person may hold something by it. */
  const moved = (account: Account): Promise<void> => targets.lookAtPerson(account);
  const targetRoles = createTargetRoles(deps);
  const targets = createTargets(deps, targetRoles);
  const accessRoles = createAccessRoles(deps, targetRoles);
  const recordPeople = createRecordPeople(deps, linked);
  const identify = createIdentify(deps, recordPeople, moved);
  const authority = createAuthority(deps);
  const resolveWho = createResolveWho(deps, identify, recordPeople);
  const obstacles = createObstacles(deps);
  const humans = createHumans(deps);
  const entries = createEntries(deps);
  const facts = createFacts(deps, authority, { obstacles, identify, humans, entries });
  const refusedRecord = createRefusedRecord(deps, journal);
  const requestBudget = createRequestBudget(deps);
  const perform = createPerform(deps, facts, { journal, refused: refusedRecord, requestBudget });
  const reportVoid = createReportVoid(deps, {
    journal,
    metrics,
    tellAdministrators: (key, message) => notify.administrators(key, message),
  });
  const chain = createChain(deps, reportVoid);
  const places = createPlaces(deps, metrics);
  const lookUps = createLookUps(deps, identify);
  const reporting = createReporting(deps, (report) => notify.undelivered(report));
  /** Something may have happened to a chat's token or to one of its channels. */
  const { placeChanged, recheck } = createPlaceChanged(deps, places, {
    report: reporting.place,
    lookAtRoles: (platform) => targets.lookAtRoles(platform),
  });
  const sendOnce = createSendOnce(deps, places, reporting.message);
  const openDirect = createOpenDirect(deps, places, reporting.chat);
  const mentions = createMentions(deps);
  const introduce = createIntroduce(deps);
  const notify = createNotify(deps, { sendOnce, openDirect, lookUps, introduce, accessRoles, reportVoid });
  const { standingOf, keepFresh } = createStandings(deps);
  const requests = createRequests(deps, {
    standingOf,
    perform,
    recordPeople,
    requestBudget,
    obstacles,
    authority,
    humans,
  });
  const webhooks = createWebhooks(deps, {
    journal,
    sendOnce,
    mentions,
    notify,
    tasks: requests,
    forgetRequests: requests.forget,
  });
  const connections = createConnections(notify, metrics);
  const consent = createHolderConsent(deps, { identify, journal, notify });
  const links = createLinks(deps, { identify, journal, recordPeople, sendOnce, mentions, linked, reportVoid });
  const approvers = createApprovers(deps, authority, lookUps, humans);
  const changes = createChanges(deps, authority);
  const ticketsOf = createFindTickets(deps);
  const cards = createCards(deps, {
    approvers,
    changes,
    accessRoles,
    ticketsOf,
    introduce,
    sendOnce,
    openDirect,
    notify,
    personal: createForApprover(deps, authority),
  });
  /** An account's standing or roles may have changed. */
  const changed = async (account: Account): Promise<void> => {
    try {
      await identify(account, { fresh: true });
    } finally {
      await targets.lookAtAccount(account);
    }
  };
  const importing = createImportCatalogue(deps, {
    perform,
    journal,
    recordPeople,
    entries,
    readReports: createReadReports(deps),
    tellOfReports: createReportNews(deps, { notify, authority }),
    async tellOfEntries(waiting) {
      for (const one of waiting) await notify.administrators(`entry-waits-${one.id}`, () => entryWaitsMessage(one));
    },
  });
  const setUp = createSetUp(deps);
  const roleGone = createRoleGone(deps, targetRoles, journal, notify);
  /** A role of a platform has this name now, or (null) is gone: the file may name it, and accesses may show it. */
  const roleChanged = async (one: PlatformRole, name: string | null): Promise<void> => {
    const { catalogue } = deps.directory;
    const isNamed = [...catalogue.targets, ...catalogue.authority].some((each) => isSameRole(each, one));
    if (name === null) {
      if (isNamed) await roleGone.report(one);
      await targets.lookAtRole(one);
    } else if (targetRoles.renamed(one, name)) {
      await targets.lookAtRole(one);
    }
  };
  const inbound = createInbound(deps, { perform, recordPeople, journal, humans, notify });
  return {
    decisions: {
      evaluate: createEvaluate(deps, standingOf),
      search: createSearch(deps, standingOf),
      keepFresh,
      requests,
    },
    journal,
    refusedRecord,
    identify,
    authority,
    resolveWho,
    ownName: createOwnName(deps, recordPeople),
    resolveKnown: createResolveKnown(deps),
    introduce,
    obstacles,
    perform,
    checkDue: createCheckDue(deps, perform),
    requestAgain: createRequestAgain(perform, facts),
    requestInstead: createRequestInstead(perform),
    notAsked: createNotAsked(deps, { perform, journal, notify }),
    requestBudget,
    humans,
    waitingChoices: createWaitingChoices(deps, consent),
    chain,
    settlePerson: createPeopleAdmin(deps, journal, recordPeople, linked, humans, consent),
    drain: createOutbox(deps, { chain, perform, targets, cards, notify, tellEndpoints: webhooks.tell, metrics }),
    deliver: webhooks.deliver,
    webhooks,
    announce: createAnnounce(deps, sendOnce, mentions, notify),
    sweep: createSweep(deps, recordPeople, {
      notify,
      refusedRecord,
      reportDoubts: createReportDoubts(deps, { journal, notify, metrics }),
      entries,
      dueDeliveries: () => webhooks.dueDeliveries(),
      closeReports: inbound.closeReports,
    }),
    takeUpAgain: createTakeUpAgain(deps),
    reportChat: reporting.chat,
    connectionChanged: (platform: string, refused: RefusedConnection | null) => connections.changed(platform, refused),
    /** Chats that can't be used now: the token or the connection is refused. */
    blockedChats: (): readonly string[] => [...places.chats(), ...connections.platforms()],
    /** Everything in a chat that isn't as it should be, with the chat's code. */
    blockedPlaces: (): readonly string[] => [...places.list(), ...connections.list()],
    /** What must be in the record before anything new: once, on older data. */
    baseline: createBaseline(deps, journal),
    importCatalogue: importing.importCatalogue,
    inbound,
    reports: createFollowReports(deps, { ...importing, tellOfWaiting: inbound.tellOfWaiting }),
    settleReport: inbound.settleReport,
    entries,
    stakeOf: createStakes(deps),
    vouch: createVouch(deps, { consent: links.consent, finish: links.finish, humans, journal, recordPeople, notify }),
    handOver: createHandOver(deps, { perform, humans, journal, notify }),
    settleEntry: createSettleEntry(deps, { entries, humans, journal, notify, importMember: importing.importMember }),
    meetDeclared: createMeetDeclared(deps, identify),
    targets,
    accessRoles,
    ticketsOf,
    changes,
    converge: createConverge(
      deps,
      targetRoles,
      createTargetReport(
        deps,
        targetRoles,
        journal,
        notify,
        createDriftReport(deps, targetRoles, { sendOnce, mentions, notify }),
      ),
      roleGone,
      {
        enter: (platform) => places.enter({ platform, channel: null }),
        refused: (platform) => placeChanged({ platform, channel: null }),
      },
    ),
    resumeEndpoint: createResumeEndpoint(deps, webhooks),
    takeAway: createTakeAway(deps, { authority, humans, roles: targetRoles, journal }),
    twoPeople: createTwoPeople(deps, { humans, journal, notify }),
    changed,
    roleChanged,
    placeChanged,
    recheckPlaces: recheck,
    awaited: links.awaited,
    proved: links.proved,
    links,
    notify,
    earlier: createEarlier(deps, notify),
    overview: createOverview(deps, authority),
    setUp,
    welcome: createWelcome(deps, notify, setUp),
    tellOfPeople: createTellOfPeople(deps, notify, consent),
    holderConsent: consent,
    metrics,
  };
}

export type Services = ReturnType<typeof createServices>;
