import { plain } from '../../domain/message.ts';
import { isSameRole } from '../../domain/catalogue.ts';
import type { PlatformRole } from '../../domain/catalogue.ts';
import { parseEntitlementKey } from '../../domain/entitlement.ts';
import { accountKey } from '../../domain/identity.ts';
import type { PersonRef } from '../../domain/identity.ts';
import type { Button, Message, Text } from '../../domain/message.ts';
import type { TargetRecord } from '../../ports/targets.ts';
import type { Deps } from '../deps.ts';
import { forChannels } from '../reader.ts';
import type { FindMentions } from '../identity/mentions.ts';
import { notice } from '../notify/deliver.ts';
import type { Notify } from '../notify/notify.ts';
import type { SendOnce } from '../notify/send-once.ts';
import type { TargetRoles } from './roles.ts';
import { words } from '../../words/index.ts';

/** How many holders of one role are reported one by one: beyond that, one message a day says how many there are. */
const oneByOne = 5;
const dayMs = 86_400_000;
/** Entitlements that are offered as an access, where a role follows several. */
const mostOffered = 3;

/**
 * Reports a role that somebody holds without an access: to the approvals channel, where those who can decide about it see
 * it, else to the Latchkey administrators. With a button that makes it an access, and one that takes it away.
 */
export function createDriftReport(
  { store, directory, chats, clock }: Pick<Deps, 'store' | 'directory' | 'chats' | 'clock'>,
  roles: Pick<TargetRoles, 'name' | 'chatName' | 'entitlementsOf'>,
  parts: {
    readonly sendOnce: SendOnce;
    readonly mentions: FindMentions;
    readonly notify: Pick<Notify, 'administrators'>;
  },
) {
  /** `count`: the number of the report in its record. `person`: whose account it is; null: nobody's who is inside. */
  return async function tell(record: TargetRecord, count: number, person: PersonRef | null): Promise<void> {
    const role = { platform: record.account.platform, role: record.role };
    const all = await store.targets.ofRole(role.platform, role.role);
    const holders = all.filter(({ id, state }) => state.drift === 'given-by-hand' || id === record.id).length;
    if (holders <= oneByOne) {
      return send(`drift-${record.id}-${count}`, role, one(record, role, person, await roles.name(role)));
    }
    const day = Math.floor(clock.now() / dayMs);
    return send(`drift-${role.platform}-${role.role}-${day}`, role, many(holders, role, await roles.name(role)));
  };

  function one(record: TargetRecord, role: PlatformRole, person: PersonRef | null, name: string): () => Message {
    const entitlements = roles.entitlementsOf(role);
    const stands = directory.catalogue.authority.some((authority) => isSameRole(authority, role));
    const who = person === null ? accountKey(record.account) : { person };
    const chat = roles.chatName(role);
    return () => {
      const text = words.roles.driftOne(who, name, chat, stands, person !== null);
      const offered = person === null ? [] : entitlements.slice(0, mostOffered).map((key) => accessButton(key, person));
      return { ...message(text), buttons: [...offered, takeButton(record, chat)] };
    };
  }

  function many(holders: number, role: PlatformRole, name: string): () => Message {
    return () => message(words.roles.driftMany(holders, name, roles.chatName(role)));
  }

  async function send(key: string, { platform }: PlatformRole, say: () => Message): Promise<void> {
    const { approvals } = directory.catalogue.channels;
    const [where] = Object.entries(approvals)
      .filter(([name]) => chats.has(name))
      .sort(([one], [other]) => Number(other === platform) - Number(one === platform));
    if (where === undefined) return parts.notify.administrators(key, say);
    const [chat, channel] = where;
    const card = await store.cards.ensure(notice(key, chat, channel, null));
    if (card.ref !== null) return;
    const text = forChannels({ directory }, say);
    await parts.sendOnce(card, async () => ({ message: text, shown: 0, mentions: await parts.mentions(text, chat) }));
  }
}

export type TellDrift = ReturnType<typeof createDriftReport>;

function message(text: Text): Message {
  return { summary: plain(text), tone: 'waiting', title: words.roles.driftTitle, blocks: [{ kind: 'text', text }] };
}

/** A direct grant, with everything that binds one (A2, A4, A5). */
function accessButton(entitlement: string, person: PersonRef): Button {
  const parsed = parseEntitlementKey(entitlement);
  const what = parsed === null ? entitlement : words.entitlement(parsed);
  return {
    label: words.roles.grant(what),
    style: 'primary',
    command: 'drift-access',
    args: { entitlement, person: person.id },
    confirm: words.roles.grantConfirm(what, person.label),
  };
}

function takeButton({ id }: TargetRecord, chat: string): Button {
  return {
    label: words.roles.remove,
    style: 'danger',
    command: 'drift-take',
    args: { target: id },
    confirm: words.roles.removeConfirm(chat),
  };
}
