import type { Model } from 'mongoose';
import type { PersonEvent } from '../../domain/events/index.ts';
import { personEvent, personFacts } from '../../domain/events/index.ts';
import { accountKey, normalEmail } from '../../domain/identity.ts';
import type { PersonState } from '../../domain/person.ts';
import { waitingKey } from '../../domain/person.ts';
import type { PeopleStore, PersonNote } from '../../ports/people.ts';
import { createBindPerson } from './bind.ts';
import { asking } from '../mongo/errors.ts';
import { createPeopleAtHand } from './at-hand.ts';
import { boundOf, createLoadPeople, personOf } from './load.ts';
import { type PersonDocument, personDocumentId } from './document.ts';
import { createSavePerson } from './save.ts';
import { checkEvent, type Sealer } from '../seals/sealer.ts';
import { createSettleWaiting } from './settle-waiting.ts';

/**
 * People of one tenant: a document each, written like an access. What only one of them can hold is unique over all of them,
 * so that whoever is faster decides; what touches two of them is two writes, of which the second can be done by anybody.
 * `now` in ms dates what comes without a date.
 */
export function createPeople(
  model: Model<PersonDocument>,
  tenant: string,
  now: () => number,
  sealer: Sealer,
  load = createLoadPeople(model, tenant),
  atHand = createPeopleAtHand(load),
): PeopleStore {
  const save = createSavePerson(model, tenant, now, sealer);
  const binding = createBindPerson(load, save, now);
  const waits = createSettleWaiting(load, save, now);
  const none: PersonNote = {};
  /** What changes somebody: whatever was read before, within the same unit of work, doesn't count any more. */
  const changing = <T>(doing: string, run: () => Promise<T>): Promise<T> =>
    asking(doing, () => run().finally(() => atHand.forget()));

  return {
    byId: (id) =>
      asking(`reading person ${id}`, async () => {
        const found = await atHand.byId(id);
        return found && personOf(found);
      }),
    byIds: (ids) => asking('reading people', async () => (await atHand.byIds(ids)).map(personOf)),
    byAccount: (account) =>
      asking('reading whose account it is', async () => {
        const found = await atHand.byAccount(account);
        return (found && boundOf(found).find((one) => accountKey(one.account) === accountKey(account))) ?? null;
      }),
    byAccounts: (accounts) =>
      asking('reading whose accounts they are', async () =>
        (await atHand.byAddresses(accounts.map(accountKey))).map(personOf),
      ),
    byEmail: (email) =>
      asking('reading whose e-mail it is', async () => {
        const [found] = await atHand.byAddresses([normalEmail(email)]);
        return found ? personOf(found) : null;
      }),
    byEmails: (emails) =>
      asking('reading whose e-mails they are', async () =>
        (await atHand.byAddresses([...new Set(emails.map(normalEmail))])).map(personOf),
      ),
    meant: (addresses) =>
      asking('reading whom the configuration means', async () =>
        (await atHand.meant([...new Set(addresses.map(normalEmail))])).map(personOf),
      ),
    versions: (ids) => asking('reading which people changed', () => load.versions(ids)),
    everHeld: (address) =>
      asking('reading whose address it ever was', async () =>
        (await load.everHeld(normalEmail(address))).map(personOf),
      ),
    everHad: (account) =>
      asking('reading whose account it ever was', async () => (await load.everHad(account)).map(personOf)),
    everShared: (ids) =>
      asking('reading who shared an account', async () => (await atHand.everShared(ids)).map(personOf)),
    ensureEmail: (email, fresh, by = null, note = none) =>
      changing('making sure of the person with an e-mail', async () =>
        personOf(await binding.ensure(normalEmail(email), fresh, by, note)),
      ),
    bind: (account, email, name, at, fresh, how = 'email', note = none) =>
      changing('binding an account to a person', () =>
        binding.bind({ account, address: normalEmail(email), name, at, fresh, how, note }),
      ),
    link: (account, person, name, at, note = none) =>
      changing('linking an account to a person', () => binding.link(account, person, name, at, note)),
    inOwnName: (account, name, at, fresh, holder, note = none) =>
      changing('making a person for an account that waits', () =>
        binding.inOwnName({ account, name, at, fresh, holder }, note),
      ),
    unbind: (account, boundAt, note = none) =>
      changing('taking an account from a person', () => binding.unbind(account, boundAt, note)),
    vouch: (account, by, note = none) =>
      changing('vouching for the address of an account', () => binding.vouch(account, by, note)),
    linked: (skip, limit) => asking('reading which accounts are linked', () => load.linked(skip, limit)),
    markOutside: (account, since, note = none) =>
      changing('marking an account as inside or outside', () => binding.markOutside(account, since, note)),
    wait: (entry, note = none) =>
      changing('putting an account on the waiting list', () =>
        waits.wait({ ...entry, newEmail: normalEmail(entry.newEmail) }, note),
      ),
    waiting: () =>
      asking('reading the waiting list', async () =>
        (await load.waiting()).flatMap(({ waiting }) => waiting).sort((one, other) => one.since - other.since),
      ),
    waitingById: (id) =>
      asking('reading the waiting list', async () => {
        const [found] = await load.holding([waitingKey(id)]);
        return found?.waiting.find((one) => one.id === id) ?? null;
      }),
    waitingFor: (account) => asking('reading the waiting list', () => atHand.waitingFor(account)),
    settle: (id, accept, at, note = none) =>
      changing(`settling ${id} of the waiting list`, () => waits.settle(id, accept, at, note)),
    separate: (id, fresh, at, note = none) =>
      changing(`making ${id} of the waiting list a person of its own`, async () => {
        const left = await waits.release(id, at, note);
        if (!left) return null;
        const { account, newEmail: address, name, how } = left;
        await binding.bind({ account, address, name, at, fresh, how, note });
        return left;
      }),
    unfinished: (before, limit) =>
      asking('looking for people whose events are not recorded', async () => {
        const documents = await model
          .find(
            {
              tenant,
              'outbox.at': { $lt: before },
              outbox: { $elemMatch: { kind: { $in: ['journal', 'move'] }, at: { $lt: before } } },
            },
            { id: 1 },
          )
          .sort({ 'outbox.at': 1 })
          .limit(limit)
          .lean();
        return documents.map(({ id }) => id);
      }),
    untold: (limit) =>
      asking('looking for what administrators are to be told of people', async () => {
        const documents = await model
          .find({ tenant, 'outbox.at': { $gte: 0 }, 'outbox.kind': 'tell' }, { id: 1 })
          .sort({ 'outbox.at': 1 })
          .limit(limit)
          .lean();
        return documents.map(({ id }) => id);
      }),
    outbox: (id) =>
      changing(`reading what of person ${id} is not recorded`, async () => {
        const fields = { events: 1, outbox: 1, seals: 1, moving: 1 };
        const document = await model.findOne({ _id: personDocumentId(tenant, id) }, fields).lean();
        const left = document?.outbox ?? [];
        const isOurs = (event: PersonEvent): boolean =>
          !sealer.isOn() || checkEvent(sealer, 'person', tenant, id, event, document?.seals) === 'right';
        const all = (document?.events ?? []).map((one) => personEvent.parse(one));
        const wanted = all.filter(({ n }) => left.some((one) => one.kind === 'journal' && one.n === n));
        const tell = all.filter(({ n }) => left.some((one) => one.kind === 'tell' && one.n === n));
        const move = left.find(({ kind }) => kind === 'move')?.n ?? null;
        const begun = all.find(({ n }) => n === move);
        const isMoveOurs = begun !== undefined && isOurs(begun) && begins(begun, document?.moving ?? null);
        return {
          events: wanted.filter(isOurs),
          move: isMoveOurs ? move : null,
          tell: tell.filter(isOurs),
          notOurs: [
            ...wanted.filter((event) => !isOurs(event)).map(({ n }) => n),
            ...(move !== null && !isMoveOurs ? [move] : []),
          ],
        };
      }),
    recorded: (id, kind, n) =>
      asking(`taking event ${n} out of the outbox of person ${id}`, async () => {
        await model.updateOne({ _id: personDocumentId(tenant, id) }, { $pull: { outbox: { kind, n } } });
      }),
    finishMove: (id) => changing(`finishing what person ${id} is to get`, () => waits.finishMove(id)),
  };
}

/** Whether what the person is to get is what this event said, or was got already. */
function begins({ facts }: PersonEvent, moving: PersonState['moving']): boolean {
  if (moving === null) return true;
  const told = personFacts(facts)?.changes.find(({ change }) => change === 'moving');
  return told?.change === 'moving' && JSON.stringify(told.move) === JSON.stringify(moving);
}
