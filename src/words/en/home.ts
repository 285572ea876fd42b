import { count } from './format.ts';

/** What Home says: `/access home`, and the app's Home in Slack. Lists of accesses are worded in `lists`. */
export const home = {
  title: 'Home',
  summary: (forMe: number, has: number, requests: number) =>
    `${count(forMe, { one: 'request needs', other: 'requests need' })} your approval, you have ${count(has, { one: 'access', other: 'accesses' })}, ${count(requests, { one: 'request', other: 'requests' })} of your own`,
  needsYou: 'Needs your approval',
  have: 'What you have',
  requests: 'Your requests',
  nothingToDecide: 'Nothing needs your approval right now.',
  nothingHeld: 'You don’t have any access right now.',
  nothingRequested: 'You have no pending requests.',

  administrators: 'For Latchkey administrators',
  waiting: (people: number) =>
    people === 0
      ? 'No account, e-mail or entry of latchkey.yml is waiting for a decision.'
      : `${count(people, { one: 'account, e-mail or entry of latchkey.yml is', other: 'accounts, e-mails or entries of latchkey.yml are' })} waiting for a decision.`,
  showPeople: 'Show people and links',
  healthy: 'Everything works: the database, Redis and the chats.',
  trouble: 'Not working',
} as const;
