import type { Player } from '../data/people.ts';
import type { Plan } from '../data/plan.ts';
import type { Discord } from '../discord/use-discord.ts';
import type { Slack } from '../slack/use-slack.ts';
import type { Panel } from './panel.ts';
import { Record } from './record/record.tsx';
import { Systems } from './systems/systems.tsx';
import { WhatIf } from './what-if.tsx';

/** The panel beside the chats, where one is open. */
export function SidePanel({
  panel,
  plan,
  slack,
  discord,
  player,
  notify,
  onClose,
}: {
  panel: Panel;
  plan: Plan;
  slack: Slack;
  discord: Discord;
  /** Whom one plays. */
  player: Player;
  notify: (said: string) => void;
  onClose: () => void;
}) {
  if (panel === 'what-if') return <WhatIf {...{ plan, slack, discord, player, notify, onClose }} />;
  if (panel === 'record') return <Record {...{ notify, onClose }} />;
  if (panel !== 'systems') return null;
  const requester = plan.tour?.requester ?? player.email ?? '';
  return <Systems {...{ player, requester, notify, onClose }} />;
}
