import type { Connection } from 'mongoose';
import type { Store } from '../ports/store.ts';
import { accessModel } from './access/document.ts';
import { createAccesses } from './access/accesses.ts';
import { budgetModel, createBudgets } from './access/budgets.ts';
import { answerModel, createAnswers } from './notify/answers.ts';
import { cardModel, createCards } from './notify/cards.ts';
import { catalogueModel, createCatalogue } from './catalogue/catalogue.ts';
import { chainModel, createChain } from './audit/chain.ts';
import { derivedId } from './mongo/derived-id.ts';
import { createErase } from './audit/erase.ts';
import { asking } from './mongo/errors.ts';
import { createTrusting } from './access/distrust.ts';
import { createSetBack } from './access/set-back.ts';
import { createFences, fenceModel } from './access/fences.ts';
import { installationId, installationModel } from './mongo/installation.ts';
import { createDeliveries, deliveryModel } from './inbound/deliveries.ts';
import { createFacts, factModel } from './inbound/facts.ts';
import { createRequests, taskModel, tokenModel } from './requests/tasks.ts';
import { createTickets, ticketModel } from './inbound/tickets.ts';
import { createJournal, journalModel } from './audit/journal.ts';
import { guessModel } from './linking/guesses.ts';
import { createLinks, linkModel } from './linking/links.ts';
import { createNotices, noticeModel } from './notify/notices.ts';
import { createPeopleAtHand } from './people/at-hand.ts';
import { createLoadPeople } from './people/load.ts';
import { createPeople } from './people/people.ts';
import { personModel } from './people/document.ts';
import { createReseal } from './audit/reseal.ts';
import { createRecord } from './audit/record.ts';
import { refusalCountModel } from './access/refusal-counts.ts';
import { createSealedSince } from './seals/sealed-since.ts';
import type { Sealer } from './seals/sealer.ts';
import { createStash, stashModel } from './notify/stash.ts';
import { createTargets, targetModel } from './roles/targets.ts';
import { createWebhooks } from './webhooks/webhooks.ts';
import { createWelcome } from './notify/welcome.ts';

/** The store of one tenant on a connection; `now` in ms. Registers every model on it that isn't there yet. */
export function createStore(connection: Connection, tenant: string, now: () => number, sealer: Sealer): Store {
  const installation = installationModel(connection);
  const accesses = accessModel(connection);
  const fences = fenceModel(connection);
  const journal = journalModel(connection);
  const chain = chainModel(connection);
  const people = personModel(connection);
  const catalogue = catalogueModel(connection);
  const targets = targetModel(connection);
  const cards = cardModel(connection);
  const notices = noticeModel(connection);
  const stash = stashModel(connection);
  const since = createSealedSince(installation, tenant, sealer);
  const record = createRecord({ accesses, chain, journal, fences, targets, catalogue, people }, tenant, sealer, since);
  const setBack = createSetBack(chain, accesses, tenant);
  const loadPeople = createLoadPeople(people, tenant);
  const peopleAtHand = createPeopleAtHand(loadPeople);
  return {
    accesses: {
      ...createAccesses(accesses, tenant, sealer, createTrusting(chain, tenant, sealer, since, setBack), setBack, () =>
        peopleAtHand.forget(),
      ),
      ...createFences(fences, tenant),
    },
    people: createPeople(people, tenant, now, sealer, loadPeople, peopleAtHand),
    unit: (work) => peopleAtHand.run(work),
    links: createLinks(linkModel(connection), guessModel(connection), tenant, sealer),
    budgets: createBudgets(budgetModel(connection), refusalCountModel(connection), tenant),
    journal: createJournal(journal, tenant, sealer),
    chain: createChain(chain, tenant, sealer),
    cards: createCards(cards, tenant),
    notices: createNotices(notices, tenant, sealer),
    answers: createAnswers(answerModel(connection), tenant, now, sealer),
    catalogue: createCatalogue(catalogue, tenant),
    targets: createTargets(targets, tenant),
    deliveries: createDeliveries(deliveryModel(connection), tenant),
    facts: createFacts(factModel(connection), tenant, sealer),
    requests: createRequests(taskModel(connection), tokenModel(connection), tenant),
    tickets: createTickets(ticketModel(connection), tenant),
    record,
    welcome: createWelcome(installation, tenant),
    webhooks: createWebhooks(connection, tenant),
    stash: createStash(stash, tenant, now, sealer),
    reseal: createReseal({ accesses, people, chain, journal, notices }, tenant, sealer, since, () =>
      record.foreignSeal(),
    ),
    erase: createErase({ accesses, chain, journal, stash, notices, cards }, tenant, sealer),
    installationId: () => asking('reading the id of this installation', () => installationId(installation, tenant)),
    ping: () =>
      asking('asking whether it takes writes', async () => {
        // Changes nothing, and needs a primary that takes our writes and has them replicated.
        await installation.updateOne({ _id: derivedId(tenant, 'nothing') }, { $set: { tenant } });
      }),
  };
}
