import type { World } from '../slack/world-types.ts';
import { idFor } from './ids.ts';
import { nameFor } from './names.ts';

type User = World['users'][number];
type Channel = World['channels'][number];

/** Those of the extra people who may act, and have nothing. */
export const colleagueAddresses = (domain: string): string[] => [`mia@${domain}`, `bob@${domain}`];

/** The people that every real workspace has besides: colleagues with nothing, and accounts that may not act. */
export function extraPeople(domain: string): User[] {
  const colleague = (email: string): User => ({ id: idFor('U', email), name: '', ...nameFor(email), email });
  return [
    ...colleagueAddresses(domain).map(colleague),
    { ...colleague(`una@${domain}`), realName: 'Una Petersen', title: 'New this week', emailConfirmed: false },
    { ...colleague(`dora@${domain}`), realName: 'Dora Klein', title: 'Left in spring', deleted: true },
    { id: idFor('U', 'reception'), name: 'reception', realName: 'Reception', title: 'Front desk tablet' },
    {
      id: idFor('U', 'gina@freelance.test'),
      name: '',
      realName: 'Gina Rossi',
      title: 'Contractor',
      email: 'gina@freelance.test',
      guest: 'restricted',
    },
    {
      id: idFor('U', 'sam@partner.test'),
      name: '',
      realName: 'Sam Porter',
      title: 'Partner Inc.',
      email: 'sam@partner.test',
      teamId: idFor('T', 'partnertest'),
    },
    { id: idFor('U', 'deploybot'), name: 'deploybot', realName: 'Deploy Bot', bot: true },
  ];
}

/** Where people talk, and the channel that a partner shares. */
export function extraChannels(): Channel[] {
  return [
    { id: 'C0GENERAL', name: 'general', private: false },
    { id: 'C0PARTNER', name: 'partner-project', private: false, shared: true },
  ];
}
