import { useEffect, useState } from 'react';
import type { Json } from '../data/send.ts';
import { api } from '../discord/api.ts';
import type { Fault, World } from '../discord/types.ts';
import type { Discord } from '../discord/use-discord.ts';
import type { TroubledChannel } from './channel-trouble.tsx';
import { AppTrouble, ChannelTrouble } from './channel-trouble.tsx';
import { Troubles } from './troubles.tsx';
import type { Run } from './run.ts';

const GIVING = 'PUT /guilds/:guild/members/:user/roles/:role';

const TROUBLES: [label: string, detail: string, fault: Json][] = [
  [
    'Limit giving roles',
    'The next 3 roles given are answered 429: wait 5 s',
    { method: GIVING, times: 3, status: 429, retryAfter: 5 },
  ],
  ['Hold giving roles', 'A role to be given waits until you clear it', { method: GIVING, times: null, hold: true }],
  ['Refuse the token', 'Every call is answered 401, until you clear it', { method: '*', times: null, status: 401 }],
  ['Break for a while', 'The next 3 calls are answered 503', { method: '*', times: 3, status: 503 }],
];

const MINUTE_MS = 60_000;

/** Discord in trouble. */
export function DiscordTrouble({ discord, run }: { discord: Discord; run: Run }) {
  const [faults, setFaults] = useState<Fault[]>([]);
  useEffect(() => run(api.faults().then(setFaults)), [discord.version]);
  const { world } = discord;
  const latest = discord.messages.findLast((one) => one.interaction_metadata !== undefined)?.interaction_metadata?.id;
  return (
    <section>
      <h3>…Discord is in trouble?</h3>
      <Troubles
        troubles={TROUBLES}
        faults={faults}
        onChoose={(fault) => run(api.addFault(fault).then(api.faults).then(setFaults))}
        onClear={(id) => run(api.clearFaults(id).then(api.faults).then(setFaults))}
      />
      {world !== undefined && world.gateway.open && (
        <button type="button" className="trouble" onClick={() => run(api.disconnect({ forMs: MINUTE_MS }))}>
          <strong>Gateway gone for a minute</strong>
          <span>The app’s connection drops, and none is taken for 60 s</span>
        </button>
      )}
      {world !== undefined && !world.gateway.open && (
        <div className="faults" role="status">
          <p>The Gateway takes no connections.</p>
          <button type="button" className="button" onClick={() => run(api.connect())}>
            Open it again
          </button>
        </div>
      )}
      {world !== undefined && <BotAndChannels world={world} run={run} />}
      {world !== undefined && <BotRole world={world} run={run} />}
      {latest !== undefined && (
        <button type="button" className="trouble" onClick={() => run(api.expire(latest))}>
          <strong>Expire the last interaction</strong>
          <span>Its token is too old for further answers</span>
        </button>
      )}
    </section>
  );
}

/** The bot is removed from the server, or a channel shut to it. */
function BotAndChannels({ world, run }: { world: World; run: Run }) {
  const { name, inGuild } = world.app;
  const channels = world.channels.map(({ id, name: channel, appMayView = true }): TroubledChannel => ({
    id,
    name: channel,
    actions: [
      [
        appMayView ? `Hide it from ${name}` : `Show it to ${name}`,
        () => run(api.changeChannel(id, { appMayView: !appMayView })),
      ],
      [`Delete #${channel}`, () => run(api.deleteChannel(id))],
    ],
  }));
  return (
    <>
      <AppTrouble
        isThere={inGuild}
        take={[`Remove ${name} from the server`, 'Its command and its role there are gone']}
        gone={[`${name} isn’t in the server.`, `Invite ${name} again`]}
        onChange={(isThere) => run(api.invite(isThere))}
      />
      <ChannelTrouble channels={channels} deleted={world.deletedChannels} onPutBack={(id) => run(api.putBack(id))} />
    </>
  );
}

/** The app's own role, which must be above those that it gives. */
function BotRole({ world, run }: { world: World; run: Run }) {
  const role = world.roles.find((one) => one.managed === true);
  if (role === undefined) return null;
  const others = world.roles.filter((one) => one.id !== role.id && one.id !== world.guild.id);
  const lowest = Math.min(...others.map((one) => one.position), role.position);
  const isLow = role.position <= lowest;
  return (
    <div className="switches">
      <label className="switch">
        <input
          type="checkbox"
          role="switch"
          checked={isLow}
          onChange={() => run(api.changeRole(role.id, { position: isLow ? world.roles.length : lowest }))}
        />
        <span>{world.app.name}’s role is below all others</span>
      </label>
    </div>
  );
}
