import { useEffect, useMemo, useState } from 'react';
import { HOME } from './chat/channel-list.tsx';
import { Slack } from './chat/slack.tsx';
import { ConfirmDialog, useConfirm } from './confirm.tsx';
import type { Surroundings } from './context.ts';
import { SurroundingsContext } from './context.ts';
import { api } from './data/api.ts';
import { useTheme } from './data/theme.ts';
import type { Persona, Tour as TourPlan } from './data/types.ts';
import { useSlack } from './data/use-slack.ts';
import { People } from './panels/people.tsx';
import { Tour } from './panels/tour.tsx';
import { WhatIf } from './panels/what-if.tsx';
import { Toasts, useToasts } from './toast.tsx';
import { TopBar } from './top-bar.tsx';

export type Panel = 'tour' | 'what-if' | undefined;

/** The page: whom one plays, their Slack, and a panel beside it. */
export function App() {
  const [theme, toggleTheme] = useTheme();
  const [plan, setPlan] = useState<TourPlan | null>();
  const [chosen, setChosen] = useState<string>();
  const [opens, setOpens] = useState<Record<string, string>>({});
  const [drafts, setDrafts] = useState<Record<string, string>>({});
  const [typed, setTyped] = useState<string[]>([]);
  const [panel, setPanel] = useState<Panel>(localStorage.getItem('tour') === 'closed' ? undefined : 'tour');
  const [arePeopleOpen, setPeopleOpen] = useState(false);
  const [toasts, notify, removeToast] = useToasts();
  const [asked, confirm] = useConfirm();

  const persona = chosen;
  const slack = useSlack(persona, persona === undefined ? undefined : opens[persona]);
  const current = slack.personas.find((one) => one.id === persona);

  useEffect(() => {
    api.tour().then(
      ({ tour }) => setPlan(tour),
      () => setPlan(null),
    );
  }, []);
  // One begins as the tour's first person, in the direct message with the app.
  useEffect(() => {
    if (persona !== undefined || plan === undefined) return;
    setChosen(startingWith(slack.personas, plan)?.id);
  }, [slack.personas, plan, persona]);
  useEffect(() => {
    if (persona === undefined || slack.channels.length === 0) return;
    const isOpen = opens[persona] === HOME || slack.channels.some((one) => one.id === opens[persona]);
    const direct = slack.channels.find((one) => one.kind === 'im' && slack.shown.startsWith(`${persona}/`));
    if (!isOpen && direct !== undefined) setOpens((all) => ({ ...all, [persona]: direct.id }));
  }, [persona, slack.channels, slack.shown, opens]);

  const surroundings = useMemo<Surroundings | undefined>(
    () =>
      slack.world && current && { world: slack.world, people: slack.people, persona: current, theme, notify, confirm },
    [slack.world, slack.people, current, theme, notify, confirm],
  );

  const showPanel = (next: Panel): void => {
    localStorage.setItem('tour', next === 'tour' ? 'open' : 'closed');
    setPanel(next);
  };
  const go = (email: string, channel?: string, draft?: string): void => {
    const person = slack.personas.find((one) => one.email?.toLowerCase() === email);
    if (person === undefined) return notify(`${email} is not here.`);
    void api.channels(person.id).then((channels) => {
      const wanted = channels.find((one) => one.id === channel) ?? channels.find((one) => one.kind === 'im');
      if (wanted === undefined) return;
      setOpens((all) => ({ ...all, [person.id]: wanted.id }));
      if (draft !== undefined) setDrafts((all) => ({ ...all, [`${person.id}/${wanted.id}`]: draft }));
      setChosen(person.id);
      window.setTimeout(() => document.querySelector<HTMLTextAreaElement>('.composer textarea')?.focus(), 150);
    });
  };
  const reset = async (): Promise<void> => {
    const isSure = await confirm({
      title: { type: 'plain_text', text: 'Begin Slack anew?' },
      text: {
        type: 'plain_text',
        text: 'All messages go, and people are as they were. What Latchkey has decided stays.',
      },
      confirm: { type: 'plain_text', text: 'Begin anew' },
      style: 'danger',
    });
    if (!isSure) return;
    setDrafts({});
    await api.reset();
  };

  if (surroundings === undefined || persona === undefined) {
    return <Waiting isLost={plan !== undefined && !slack.isConnected} />;
  }
  const open = opens[persona] ?? '';
  return (
    <SurroundingsContext.Provider value={surroundings}>
      <div className="app">
        <TopBar
          {...{ panel, theme, toggleTheme, showPanel }}
          hasTour={plan != null}
          isConnected={slack.isConnected}
          onPeople={() => setPeopleOpen((is) => !is)}
          arePeopleOpen={arePeopleOpen}
          onReset={() => void reset()}
        />
        <main className="stage" data-people={arePeopleOpen} data-panel={panel !== undefined}>
          <People
            personas={slack.personas}
            current={persona}
            onChoose={(id) => {
              setChosen(id);
              setPeopleOpen(false);
            }}
          />
          <div className="chats">
            <Slack
              slack={slack}
              open={open}
              draft={drafts[`${persona}/${open}`] ?? ''}
              product={plan?.product.id ?? 'PRODUCT'}
              onOpen={(id) => setOpens((all) => ({ ...all, [persona]: id }))}
              onDraft={(text) => setDrafts((all) => ({ ...all, [`${persona}/${open}`]: text }))}
              onTyped={(text) => setTyped((all) => [...all, text])}
            />
          </div>
          {panel === 'tour' && plan != null && (
            <Tour plan={plan} slack={slack} typed={typed} guide={{ go }} onClose={() => showPanel(undefined)} />
          )}
          {panel === 'what-if' && <WhatIf slack={slack} notify={notify} onClose={() => showPanel(undefined)} />}
        </main>
        <Toasts toasts={toasts} remove={removeToast} />
        {asked !== undefined && <ConfirmDialog asked={asked} />}
      </div>
    </SurroundingsContext.Provider>
  );
}

function startingWith(personas: Persona[], plan: TourPlan | null): Persona | undefined {
  return personas.find((one) => one.email?.toLowerCase() === plan?.requester) ?? personas[0];
}

function Waiting({ isLost }: { isLost: boolean }) {
  return (
    <div className="waiting" role="status">
      {isLost ? (
        <p>
          The local Slack does not answer. Start it with <code>npm run sandbox</code>; this page goes on by itself.
        </p>
      ) : (
        <span className="spinner" aria-label="Loading" />
      )}
    </div>
  );
}
