import { accountKey, normalEmail } from '../../domain/identity.ts';
import type { Message } from '../../domain/message.ts';
import { say } from '../../domain/message.ts';
import type { LinkRecord } from '../../ports/links.ts';
import type { Proof } from '../../ports/platform.ts';
import type { Deps } from '../deps.ts';
import { stateId } from './code.ts';
import type { LinkConsent } from './consent.ts';
import { consentMs } from './consent.ts';
import type { LinkFinish } from './finish.ts';
import type { Checked } from './sides.ts';
import { done, no } from './sides.ts';
import type { LinkTell } from './tell.ts';
import { forReader } from '../reader.ts';
import { words } from '../../words/index.ts';

/** Somebody signed in: a proof of an e-mail, for the account that asked and no other. Throws where the store or a chat is away. */
export function createProved(
  { store, chats, directory, clock }: Pick<Deps, 'store' | 'chats' | 'directory' | 'clock'>,
  finish: LinkFinish,
  consent: LinkConsent,
  tell: LinkTell,
) {
  return async function proved(proof: Proof): Promise<Message> {
    const link = await store.links.byId(stateId(proof.state));
    const chat = chats.get(proof.account.platform)?.name ?? proof.account.platform;
    if (link?.kind !== 'sign-in' || link.state !== 'open' || clock.now() >= link.expiresAt) {
      return say(words.linkRefused.signInOver, 'bad');
    }
    if (accountKey(link.starter.account) !== accountKey(proof.account)) {
      return say(words.linkRefused.otherAccount(chat), 'bad');
    }
    // What they read in the chat, and then on the page where they signed in.
    return forReader({ chats }, link.starter.account, async () => {
      const outcome = await use(link, proof, chat);
      const message = outcome.ok ? outcome.value : say(words.refusal(outcome.refusal.args), 'bad');
      await tell.side(link.starter, `proved-${link.id}`, () => message);
      return message;
    });
  };

  async function use(link: LinkRecord, proof: Proof, chat: string): Promise<Checked<Message>> {
    if (proof.email === null || proof.email.trim() === '') {
      return no(() => words.linkRefused.noEmail(chat));
    }
    if (!proof.verified) {
      return no(() => words.linkRefused.unconfirmedEmail(chat));
    }
    const email = normalEmail(proof.email);
    const { domains, instances } = directory.catalogue;
    if (domains.length > 0 && !domains.includes(email.slice(email.lastIndexOf('@') + 1))) {
      return no(() => words.linkRefused.otherDomain(email, chat, domains));
    }
    const instance = instances.find(({ defaultAdministrator }) => defaultAdministrator === email);
    if (instance) {
      return no(() => words.linkRefused.defaultAdministrator(email, instance.id));
    }
    const now = clock.now();
    const asked = await consent.sideOf(email, link.starter.account, 'sign-in');
    if (!asked.ok) return asked;
    const used = asked.value
      ? await store.links.ask(link.id, email, asked.value.account, now, now + consentMs)
      : await store.links.prove(link.id, email, now);
    if (!used) return no(() => words.linkRefused.signInUsed);
    if (asked.value) return done(await consent.ask(link, asked.value));
    const agreed = await store.links.byId(link.id);
    if (!agreed) throw new Error('what was started for signing in is gone');
    const outcome = await finish(agreed, link.starter.account);
    return outcome.ok ? done(say(words.linking.signedIn(chat, outcome.value.label), 'good')) : outcome;
  }
}

export type Proved = ReturnType<typeof createProved>;
