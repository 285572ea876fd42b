import { useEffect, useMemo, useState } from 'react';
import { usePage } from './context.ts';
import type { Player } from './data/people.ts';
import { keyOf, playerOf, playersOf } from './data/people.ts';
import type { Plan } from './data/plan.ts';
import { tourOf } from './data/plan.ts';
import type { Theme } from './data/theme.ts';
import type { Typed } from './data/typed.ts';
import { withTyped } from './data/typed.ts';
import { useKept } from './data/use-kept.ts';
import type { Draft } from './discord/composer/draft.ts';
import { EMPTY } from './discord/composer/draft.ts';
import { DiscordSide } from './discord/side.tsx';
import { useDiscord } from './discord/use-discord.ts';
import { createGuide } from './guide.ts';
import { useFocusKept } from './keyboard/focus.ts';
import { useShortcuts } from './keyboard/shortcuts.ts';
import type { Panel } from './panels/panel.ts';
import { People } from './panels/people.tsx';
import { SidePanel } from './panels/side-panel.tsx';
import { Tour } from './panels/tour/tour.tsx';
import { HOME } from './slack/channel-list.tsx';
import { SlackSide } from './slack/side.tsx';
import { useSlack } from './slack/use-slack.ts';
import type { Chat } from './tabs.tsx';
import { Tabs } from './tabs.tsx';
import { Switcher } from './switcher.tsx';
import { TopBar } from './top-bar.tsx';
import { Waiting } from './waiting.tsx';

/** Whom one plays, their Slack and their Discord beside each other, and a panel. */
export function Stage({
  plan,
  discordTheme,
  toggleTheme,
  onReset,
}: {
  plan: Plan;
  discordTheme: Theme;
  toggleTheme: () => void;
  /** Starts over, once one has agreed. */
  onReset: () => void;
}) {
  const { notify, theme } = usePage();
  const [accounts, setAccounts] = useState<{ slack?: string; discord?: string }>({});
  const [opens, keepOpen, keepOpenInstead] = useKept<string>();
  const [drafts, keepDraft] = useKept<string>();
  const [commands, keepCommand] = useKept<Draft>();
  const [typed, setTyped] = useState<Typed[]>([]);
  const [panel, setPanel] = useState<Panel>();
  const [isTouring, setTouring] = useState(localStorage.getItem('tour') !== 'closed');
  const [arePeopleOpen, setPeopleOpen] = useState(false);
  const [isSwitching, setSwitching] = useState(false);
  useFocusKept();
  useShortcuts(() => setSwitching(true));
  const [chat, setChat] = useState<Chat>(plan.slack ? 'slack' : 'discord');

  const slack = useSlack(plan.slack, accounts.slack, opens[accounts.slack ?? '']);
  const discord = useDiscord(plan.discord, accounts.discord, opens[accounts.discord ?? '']);
  const players = useMemo(() => playersOf(slack.personas, discord.personas), [slack.personas, discord.personas]);
  const current = playerOf(players, accounts.slack) ?? playerOf(players, accounts.discord);
  const isLoaded = (!plan.slack || slack.world !== undefined) && (!plan.discord || discord.world !== undefined);

  const tour = useMemo(() => tourOf(plan, players), [plan, players]);

  const choose = (player: Player): void => setAccounts({ slack: player.slack?.id, discord: player.discord?.id });
  // One begins as the tour's first person; an account whose e-mail changes may find its other one, or lose it.
  useEffect(() => {
    if (!isLoaded) return;
    const next = current ?? players.find((one) => one.email === plan.tour?.requester) ?? players[0];
    if (next !== undefined && (next.slack?.id !== accounts.slack || next.discord?.id !== accounts.discord))
      choose(next);
  }, [players, isLoaded, accounts]);
  useEffect(() => {
    const { slack: id } = accounts;
    if (id === undefined || slack.channels.length === 0 || !slack.shown.startsWith(`${id}/`)) return;
    const isOpen = opens[id] === HOME || slack.channels.some((one) => one.id === opens[id]);
    const direct = slack.channels.find((one) => one.kind === 'im');
    if (!isOpen && direct !== undefined) keepOpenInstead(id, direct.id, opens[id]);
  }, [accounts, slack.channels, slack.shown, opens]);
  useEffect(() => {
    const { discord: id } = accounts;
    if (id === undefined || discord.channels.length === 0 || !discord.shown.startsWith(`${id}/`)) return;
    if (discord.channels.some((one) => one.id === opens[id])) return;
    const first = discord.channels.find((one) => one.name === 'general') ?? discord.channels[0];
    if (first !== undefined) keepOpenInstead(id, first.id, opens[id]);
  }, [accounts, discord.channels, discord.shown, opens]);

  /** Everybody has a direct channel of their own: what is clicked while it is still somebody else's means nothing. */
  const openSlack = (channel: string): void => {
    const { slack: id = '' } = accounts;
    const isDirect = slack.channels.some((one) => one.id === channel && one.kind === 'im');
    if (!isDirect || slack.shown.startsWith(`${id}/`)) keepOpen(id, channel);
  };
  const openDiscord = (channel: string): void => {
    const { discord: id = '' } = accounts;
    const found = discord.channels.find((one) => one.id === channel);
    if (found !== undefined && (found.kind === 'text' || discord.shown.startsWith(`${id}/`))) keepOpen(id, channel);
  };
  const guide = createGuide({
    ...{ players, choose, keepOpen, keepDraft, keepCommand, setChat, notify },
    show: setPanel,
  });
  const showTour = (isOn: boolean): void => {
    localStorage.setItem('tour', isOn ? 'open' : 'closed');
    setTouring(isOn);
  };

  if (!isLoaded || current === undefined) {
    const isLost = (plan.slack && !slack.isConnected) || (plan.discord && !discord.isConnected);
    return <Waiting isLost={isLost} />;
  }
  const isBoth = plan.slack && plan.discord;
  const slackOpen = opens[accounts.slack ?? ''] ?? '';
  const discordOpen = opens[accounts.discord ?? ''] ?? '';
  return (
    <div className="app">
      <TopBar
        {...{ plan, panel, theme, toggleTheme, arePeopleOpen, onReset }}
        isTouring={isTouring}
        showTour={showTour}
        showPanel={setPanel}
        player={current}
        hasTour={tour !== undefined}
        away={[plan.slack && !slack.isConnected && 'Slack', plan.discord && !discord.isConnected && 'Discord']
          .filter((one) => one !== false)
          .join(' and ')}
        onPeople={() => setPeopleOpen((is) => !is)}
        onSwitch={() => setSwitching(true)}
      />
      <main
        className="stage"
        data-people={arePeopleOpen}
        data-panel={panel ?? 'none'}
        data-tour={isTouring && tour !== undefined}
        data-both={isBoth}
      >
        <People
          players={players}
          current={keyOf(current)}
          hasSlack={plan.slack}
          isRail={isBoth}
          onChoose={(player) => {
            choose(player);
            setPeopleOpen(false);
          }}
        />
        {isTouring && tour !== undefined && (
          <Tour
            plan={tour}
            hasRecord={plan.record}
            {...{ players, typed, guide }}
            version={slack.version + discord.version}
            resets={slack.resets}
            onClose={() => showTour(false)}
          />
        )}
        <div className="chats" data-chat={chat}>
          {isBoth && <Tabs chat={chat} player={current} onChoose={setChat} />}
          {plan.slack && (
            <SlackSide
              slack={slack}
              player={current}
              open={slackOpen}
              draft={drafts[`${accounts.slack ?? ''}/${slackOpen}`] ?? ''}
              product={plan.tour?.product.id ?? 'PRODUCT'}
              onOpen={openSlack}
              onDraft={(text) => keepDraft(`${accounts.slack ?? ''}/${slackOpen}`, text)}
              onTyped={(line) => setTyped((all) => withTyped(all, line))}
            />
          )}
          {plan.discord && (
            <DiscordSide
              discord={discord}
              theme={discordTheme}
              player={current}
              open={discordOpen}
              draft={commands[`${accounts.discord ?? ''}/${discordOpen}`] ?? EMPTY}
              onOpen={openDiscord}
              onDraft={(draft) => keepCommand(`${accounts.discord ?? ''}/${discordOpen}`, draft)}
            />
          )}
        </div>
        <SidePanel {...{ panel, plan, slack, discord, notify }} player={current} onClose={() => setPanel(undefined)} />
      </main>
      {isSwitching && (
        <Switcher players={players} current={keyOf(current)} onChoose={choose} onClose={() => setSwitching(false)} />
      )}
    </div>
  );
}
