import { access } from './access-requests.ts';
import { answers } from './answers.ts';
import { approver } from './approver.ts';
import { audit } from './audit.ts';
import { auditStory } from './audit-story.ts';
import { card } from './card.ts';
import { cards, decision } from './cards.ts';
import { chats, form, outside, signInPage } from './chats.ts';
import { commands, revoking } from './commands.ts';
import { groupProblem } from './custom-groups.ts';
import { basis, outcome, stage } from './decisions.ts';
import { entitlement } from './entitlements.ts';
import { inbound } from './inbound.ts';
import { help } from './help.ts';
import { home } from './home.ts';
import { identity } from './identity.ts';
import { introduction } from './names.ts';
import { lengthProblem } from './lengths.ts';
import { linking } from './linking.ts';
import { lists } from './lists.ts';
import { memberMenu } from './member-menu.ts';
import { notices } from './notices.ts';
import { handingOver, people, vouching } from './people.ts';
import { peopleAnswers } from './people-answers.ts';
import { choices } from './people-choices.ts';
import { reason } from './reasons.ts';
import { linkRefused } from './refused-links.ts';
import { refusal } from './refusals.ts';
import { reports } from './reports.ts';
import { rightCondition } from './rights.ts';
import { roles } from './roles.ts';
import { setUp } from './set-up.ts';
import { systems } from './systems.ts';
import { typing } from './typing.ts';
import { webhookWords as webhooks } from './webhooks.ts';

/** After the last refusal that an access has room for. */
function recordFull(): string {
  return 'The record of this access is full, so further refusals are only counted.';
}

/** Everything that people read in chat, in English, by area. */
export const en = {
  access,
  answers,
  approver,
  audit,
  auditStory,
  basis,
  card,
  cards,
  chats,
  choices,
  commands,
  decision,
  entitlement,
  form,
  groupProblem,
  handingOver,
  help,
  identity,
  home,
  inbound,
  introduction,
  lengthProblem,
  linking,
  linkRefused,
  lists,
  memberMenu,
  notices,
  outcome,
  outside,
  people,
  peopleAnswers,
  reason,
  recordFull,
  refusal,
  reports,
  revoking,
  rightCondition,
  roles,
  setUp,

  signInPage,
  stage,
  systems,
  typing,
  vouching,
  webhooks,
};
