import type { DiscordChapter } from '../../data/plan.ts';
import { api as discordApi } from '../../discord/api.ts';
import type { Step } from './step.ts';
import { cards, first, said, whereCardIs, wordsOf } from './step.ts';

/** The journey over both chats: link the accounts, ask in Discord, approve in Slack, see the role appear and go. */
export function discordSteps(chapter: DiscordChapter, names: (email: string) => string): Step[] {
  const { requester, approver, path, options, role, name } = chapter;
  const who = first(names(requester));
  const decider = first(names(approver));
  return [
    {
      title: 'One person, two chats',
      text: `Latchkey doesn’t know yet that ${who} in Discord is ${who} in Slack. /access link proves it: press Enter, sign in as ${who}, then confirm in Slack.`,
      help: `Be ${who} in Discord`,
      act: ({ goDiscord }) => goDiscord(requester, ['link']),
      isDone: async (since) =>
        (await heard(requester, since)).some((words) => /\bLinked\. |\bwas linked to\b/.test(words)),
    },
    {
      title: 'Ask in Discord',
      text: `Now ${who} asks there for ${name}. Choosing is enough: the options complete as one types.`,
      help: 'Fill in the command',
      act: ({ goDiscord }) => goDiscord(requester, path, options),
      isDone: async (since) => (await cards(approver, since)).length > 0,
    },
    {
      title: 'Approve in Slack',
      text: `The card is in the approvals channels of both chats. ${names(approver)} decides with Slack’s button.`,
      help: `Be ${decider} in Slack`,
      act: ({ go, goDiscord }) =>
        void whereCardIs(approver).then((channel) =>
          channel === undefined ? goDiscord(requester, path, options) : go(approver, channel),
        ),
      isDone: () => has(requester, role),
    },
    {
      title: 'See the role, give it back',
      text: `The role is there: beside ${who}’s name in the member list. /access mine lists it, with a button that gives it back.`,
      help: `Be ${who} and look`,
      act: ({ goDiscord }) => goDiscord(requester, ['mine']),
      isDone: async () => !(await has(requester, role)),
    },
    {
      title: 'See it go',
      text: 'The access has ended, and with it the role. The record in the audit channel says through which chat each step came.',
      help: `Be ${who} and look`,
      act: ({ goDiscord }) => goDiscord(requester),
    },
  ];
}

async function has(email: string, role: string): Promise<boolean> {
  const personas = await discordApi.personas();
  const person = personas.find((one) => one.email?.toLowerCase() === email.toLowerCase());
  return person?.roles.some((one) => one.id === role) === true;
}

/** What the app said to somebody in either chat since then. @param since seconds since 1970 */
async function heard(email: string, since: number): Promise<string[]> {
  const channels = await discordApi.channels(email);
  const all = await Promise.all(channels.map(async (one) => (await discordApi.messages(email, one.id)).messages));
  const inDiscord = all
    .flat()
    .filter((one) => new Date(one.edited_timestamp ?? one.timestamp).getTime() / 1000 > since)
    .map((one) => `${one.content} ${JSON.stringify(one.embeds)}`);
  return [...inDiscord, ...(await said(email, since)).map(wordsOf)];
}
