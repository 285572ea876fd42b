import type { Connection } from 'mongoose';
import type { Store } from '../ports/store.ts';
import { accessModel } from './access-document.ts';
import { createAccesses } from './accesses.ts';
import { budgetModel, createBudgets } from './budgets.ts';
import { cardModel, createCards } from './cards.ts';
import { catalogueModel, createCatalogue } from './catalogue.ts';
import { chainModel, createChain } from './chain.ts';
import { derivedId } from './derived-id.ts';
import { createErase } from './erase.ts';
import { asking } from './errors.ts';
import { createTrusting } from './distrust.ts';
import { createFences, fenceModel } from './fences.ts';
import { installationId, installationModel } from './installation.ts';
import { createJournal, journalModel } from './journal.ts';
import { guessModel } from './link-guesses.ts';
import { createLinks, linkModel } from './links.ts';
import { createNotices, noticeModel } from './notices.ts';
import { createPeople } from './people.ts';
import { personModel } from './person-document.ts';
import { createRecord } from './record.ts';
import { refusalCountModel } from './refusal-counts.ts';
import { createSealedSince } from './sealed-since.ts';
import type { Sealer } from './sealer.ts';
import { createStash, stashModel } from './stash.ts';
import { createTargets, targetModel } from './targets.ts';

/** The store of one tenant on a connection; `now` in ms. Registers every model on it: once a connection. */
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
  return {
    accesses: {
      ...createAccesses(accesses, tenant, sealer, createTrusting(chain, accesses, tenant, sealer, since)),
      ...createFences(fences, tenant),
    },
    people: createPeople(people, tenant, now, sealer),
    links: createLinks(linkModel(connection), guessModel(connection), tenant, sealer),
    budgets: createBudgets(budgetModel(connection), refusalCountModel(connection), tenant),
    journal: createJournal(journal, tenant, sealer),
    chain: createChain(chain, tenant, sealer),
    cards: createCards(cards, tenant),
    notices: createNotices(notices, tenant),
    catalogue: createCatalogue(catalogue, tenant),
    targets: createTargets(targets, tenant),
    record: createRecord({ accesses, chain, journal, fences, targets, catalogue, people }, tenant, sealer, since),
    stash: createStash(stash, tenant, now, sealer),
    erase: createErase({ accesses, chain, journal, stash, notices, cards }, tenant),
    installationId: () => asking('reading the id of this installation', () => installationId(installation, tenant)),
    ping: () =>
      asking('asking whether it takes writes', async () => {
        // Changes nothing, and needs a primary that takes our writes and has them replicated.
        await installation.updateOne({ _id: derivedId(tenant, 'nothing') }, { $set: { tenant } });
      }),
  };
}
