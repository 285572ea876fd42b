import { or } from './format.ts';

const howToName = 'Mention them with @, write their e-mail, such as name@example.com, or write “me”.';

/** Who somebody is: why an account isn't let in, and why what was typed names nobody. */
export const identity = {
  notConnected: (chat: string) => `Latchkey isn’t connected to ${chat}.`,
  about: (whom: string, why: string) => `About ${whom}: ${why}`,
  unusableEmail: (email: string) =>
    `Latchkey can’t use the e-mail on this profile, “${email}”. The part before the @ can have letters A to Z, digits, and signs such as . _ - +. Change it in the profile, or ask a Latchkey administrator.`,
  unlinked: (chat: string) =>
    `Your ${chat} account isn’t linked to a person yet. Type /access link to link it. Until then you can only use /access help and /access link.`,
  leftElsewhere: (name: string, chat: string) =>
    `Your account here is linked to ${name} in ${chat}, which is no longer active there or has an e-mail that isn’t confirmed, so you can’t use it here either. If that’s wrong, ask a Latchkey administrator.`,
  emailChanged: (from: string | null, to: string, isOnlyAdministrator: boolean) =>
    isOnlyAdministrator
      ? `Your e-mail changed from ${from ?? 'none'} to ${to}, and you’re the only Latchkey administrator, so nobody can confirm it. Add someone else under latchkey.administrators in latchkey.yml and restart Latchkey. They can confirm it with /access people.`
      : `Your e-mail changed from ${from ?? 'none'} to ${to}. A Latchkey administrator has to confirm it with /access people before you can go on.`,
  emailTaken: (email: string) =>
    `The e-mail ${email} already belongs to another account. A Latchkey administrator has to confirm yours with /access people. Until then you can request access for this account, but not approve or grant anything.`,
  released: (email: string) =>
    `${email} was given up by the person who had it, so nobody can vouch for it. It counts again once a chat proves it: when a Slack profile shows it, or when someone signs in with it through /access link.`,
  ownName: (email: string) =>
    `This counts for this account alone, and you can’t approve anything with it: the e-mail ${email} belongs to someone else until it’s decided whose account this is.`,

  nobody: (typed: string) => `“${typed}” isn’t a person. ${howToName}`,
  unknownPerson: 'Latchkey no longer knows that person.',
  notAnEmail: (typed: string) => `“${typed}” isn’t an e-mail address. ${howToName}`,
  /** `domains`: from which they must be; none: any. */
  unknownEmail: (email: string, domains: readonly string[]) =>
    `Nobody is known with the e-mail ${email}. Write the e-mail${domains.length === 0 ? '' : ` from ${or(domains)}`} that they use, or mention them with @.`,
} as const;
