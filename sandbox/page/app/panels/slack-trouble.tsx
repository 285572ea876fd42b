import { useEffect, useState } from 'react';
import type { Json } from '../data/send.ts';
import { api } from '../slack/api.ts';
import type { Fault, World } from '../slack/types.ts';
import type { Slack } from '../slack/use-slack.ts';
import type { TroubledChannel } from './channel-trouble.tsx';
import { AppTrouble, ChannelTrouble } from './channel-trouble.tsx';
import { Troubles } from './troubles.tsx';
import type { Run } from './run.ts';

const TROUBLES: [label: string, detail: string, fault: Json][] = [
  [
    'Limit the rate',
    'The next 3 messages are answered 429: wait 5 s',
    { method: 'chat.postMessage', times: 3, status: 429, retryAfter: 5 },
  ],
  ['Break for a moment', 'The next 3 calls are answered 503', { method: '*', times: 3, status: 503 }],
  [
    'Lose an answer',
    'The next message is posted, but its answer is lost',
    { method: 'chat.postMessage', times: 1, status: 503, applied: true },
  ],
  [
    'Revoke the token',
    'Every call is refused with token_revoked, until you clear it',
    { method: '*', times: null, status: 200, error: 'token_revoked' },
  ],
  ['Stay down', 'Every call is answered 503, until you clear it', { method: '*', times: null, status: 503 }],
];

/** Slack in trouble. */
export function SlackTrouble({ slack, run }: { slack: Slack; run: Run }) {
  const [faults, setFaults] = useState<Fault[]>([]);
  useEffect(() => run(api.faults().then(setFaults)), [slack.version]);
  const { world } = slack;
  return (
    <section>
      <h3>…Slack is in trouble?</h3>
      <Troubles
        troubles={TROUBLES}
        faults={faults}
        onChoose={(fault) => run(api.addFault(fault).then(api.faults).then(setFaults))}
        onClear={(id) => run(api.clearFaults(id).then(api.faults).then(setFaults))}
      />
      {world !== undefined && <AppAndChannels world={world} run={run} />}
      {world !== undefined && <Switches world={world} run={run} />}
    </section>
  );
}

/** The app is uninstalled, or a channel shut to it. */
function AppAndChannels({ world, run }: { world: World; run: Run }) {
  const { name } = world.app;
  const channels = world.channels.map(({ id, name: channel, app, archived = false }): TroubledChannel => ({
    id,
    name: channel,
    actions: [
      [`${archived ? 'Unarchive' : 'Archive'} #${channel}`, () => run(api.changeChannel(id, { archived: !archived }))],
      [app ? `Remove ${name} from it` : `Invite ${name} to it`, () => run(api.changeChannel(id, { app: !app }))],
      [`Delete #${channel}`, () => run(api.deleteChannel(id))],
    ],
  }));
  return (
    <>
      <AppTrouble
        isThere={world.settings.installed}
        take={[`Uninstall ${name}`, 'Its token is revoked, and its command is gone']}
        gone={[`${name} isn’t installed.`, `Install ${name} again`]}
        onChange={(isThere) => run(api.install(isThere))}
      />
      <ChannelTrouble channels={channels} deleted={world.deletedChannels} onPutBack={(id) => run(api.putBack(id))} />
    </>
  );
}

function Switches({ world, run }: { world: World; run: Run }) {
  const { settings } = world;
  const set = (change: Json): void => run(api.setting(change));
  const toggles: [label: string, isOn: boolean, toggle: () => void][] = [
    ['One message a second a channel', settings.strictRate, () => set({ strictRate: !settings.strictRate })],
    [
      'Typed e-mails arrive as links',
      settings.emails === 'mailto',
      () => set({ emails: settings.emails === 'mailto' ? 'plain' : 'mailto' }),
    ],
    [
      'Forge the signatures',
      settings.signature === 'forged',
      () => set({ signature: settings.signature === 'forged' ? 'valid' : 'forged' }),
    ],
  ];
  return (
    <div className="switches">
      {toggles.map(([label, isOn, toggle]) => (
        <label key={label} className="switch">
          <input type="checkbox" role="switch" checked={isOn} onChange={toggle} />
          <span>{label}</span>
        </label>
      ))}
      {world.delivery === 'socket' && (
        <button type="button" className="button" onClick={() => run(api.reconnect())}>
          Drop the connection ({world.connections} open)
        </button>
      )}
    </div>
  );
}
