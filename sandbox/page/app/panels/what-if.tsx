import type { Player } from '../data/people.ts';
import type { Plan } from '../data/plan.ts';
import { sentenceOf } from '../data/send.ts';
import type { Discord } from '../discord/use-discord.ts';
import type { Slack } from '../slack/use-slack.ts';
import { DiscordChanges } from './discord-changes.tsx';
import { DiscordTrouble } from './discord-trouble.tsx';
import { PanelFrame } from './frame.tsx';
import { PeopleChanges } from './people-changes.tsx';
import type { Run } from './run.ts';
import { SlackLog } from './slack-log.tsx';
import { SlackTrouble } from './slack-trouble.tsx';

/** What befalls a workspace and a guild: the chats in trouble, people who change, and what went to and fro. */
export function WhatIf({
  plan,
  slack,
  discord,
  player,
  onClose,
  notify,
}: {
  plan: Plan;
  slack: Slack;
  discord: Discord;
  /** Whom one plays. */
  player: Player;
  onClose: () => void;
  notify: (said: string) => void;
}) {
  const run: Run = (work) => {
    work.catch((error: unknown) => notify(sentenceOf(error)));
  };
  return (
    <PanelFrame name="What if…" icon="sliders" onClose={onClose}>
      {plan.slack && <SlackTrouble slack={slack} run={run} />}
      {plan.discord && <DiscordTrouble discord={discord} run={run} />}
      {plan.slack && <PeopleChanges slack={slack} run={run} />}
      {plan.discord && <DiscordChanges discord={discord} current={player.discord?.id} run={run} />}
      {plan.slack && <SlackLog slack={slack} />}
    </PanelFrame>
  );
}
