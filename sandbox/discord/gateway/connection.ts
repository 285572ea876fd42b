import { GatewayCloseCodes, GatewayIntentBits, GatewayOpcodes } from 'discord-api-types/v10';
import type { RawData, WebSocket } from 'ws';
import { array, isObject, object, parsed, text } from '../../common/json.ts';
import type { Identity } from '../identity.ts';
import { is } from '../is.ts';
import { applicationFlags } from '../shapes/flags.ts';
import { membersOf, wholeGuildShape } from '../shapes/guild.ts';
import { memberShape, userShape } from '../shapes/user.ts';
import type { Settings } from '../settings.ts';
import type { Store } from '../store.ts';
import type { Json } from '../types.ts';
import { createLink } from './link.ts';
import type { Session, Sessions } from './sessions.ts';

const HEARTBEAT_MS = 41_250;
/** What an app may say once it has identified. */
const AFTERWARDS = [GatewayOpcodes.RequestGuildMembers, GatewayOpcodes.PresenceUpdate, GatewayOpcodes.VoiceStateUpdate];

export interface Connection {
  close: (code: number) => void;
  end: () => Promise<void>;
}

interface Wiring {
  socket: WebSocket;
  isCompressed: boolean;
  sessions: Sessions;
  store: Store;
  app: Identity;
  settings: Readonly<Settings>;
  url: () => string;
  /** Called when a session began or was resumed. */
  changed: () => void;
}

/** One connection of an app, from HELLO on. */
export function createConnection({
  socket,
  isCompressed,
  sessions,
  store,
  app,
  settings,
  url,
  changed,
}: Wiring): Connection {
  const link = createLink(socket, isCompressed);
  let session: Session | undefined;

  const hear = (said: Json): void => {
    const data = object(said['d']);
    const { op } = said;
    if (is(op, GatewayOpcodes.Heartbeat)) link.send({ op: GatewayOpcodes.HeartbeatAck });
    else if (is(op, GatewayOpcodes.Identify)) identify(data);
    else if (is(op, GatewayOpcodes.Resume)) resume(data);
    else if (!AFTERWARDS.some((one) => is(op, one))) link.close(GatewayCloseCodes.UnknownOpcode);
    else if (session === undefined) link.close(GatewayCloseCodes.NotAuthenticated);
    else if (is(op, GatewayOpcodes.RequestGuildMembers)) sendMembers(session, data);
  };

  const identify = (data: Json): void => {
    if (session !== undefined) {
      link.close(GatewayCloseCodes.AlreadyAuthenticated);
      return;
    }
    if (plainToken(data['token']) !== app.botToken) {
      link.close(GatewayCloseCodes.AuthenticationFailed);
      return;
    }
    const intents = data['intents'];
    if (!Number.isInteger(intents) || (intents as number) < 0) {
      link.close(GatewayCloseCodes.InvalidIntents);
      return;
    }
    if (!settings.membersIntent && ((intents as number) & GatewayIntentBits.GuildMembers) !== 0) {
      link.close(GatewayCloseCodes.DisallowedIntents);
      return;
    }
    session = sessions.open(link, intents as number);
    const bot = store.users.get(app.id);
    const isIn = bot?.isMember === true;
    session.send('READY', {
      v: 10,
      user: bot === undefined ? { id: app.id } : { ...userShape(bot), email: null, verified: true, mfa_enabled: false },
      guilds: isIn ? [{ id: store.guild.id, unavailable: true }] : [],
      session_id: session.id,
      session_type: 'normal',
      resume_gateway_url: url(),
      shard: array(data['shard']).length === 2 ? data['shard'] : [0, 1],
      application: { id: app.id, flags: applicationFlags(settings) },
      user_settings: {},
      relationships: [],
      private_channels: [],
      presences: [],
      guild_join_requests: [],
      geo_ordered_rtc_regions: [],
      _trace: [],
    });
    if (isIn && (session.intents & GatewayIntentBits.Guilds) !== 0) {
      const hearsAll = (session.intents & GatewayIntentBits.GuildMembers) !== 0;
      session.send('GUILD_CREATE', wholeGuildShape({ store, app }, hearsAll));
    }
    changed();
  };

  const resume = (data: Json): void => {
    if (plainToken(data['token']) !== app.botToken) {
      link.close(GatewayCloseCodes.AuthenticationFailed);
      return;
    }
    const known = sessions.find(text(data['session_id']) ?? '');
    if (known === undefined) {
      link.send({ op: GatewayOpcodes.InvalidSession, d: false });
      return;
    }
    known.link?.close(4000);
    known.link = link;
    if (!known.replay(Number(data['seq'] ?? 0))) {
      sessions.drop(known);
      link.close(GatewayCloseCodes.InvalidSeq);
      return;
    }
    session = known;
    known.send('RESUMED', { _trace: [] });
    changed();
  };

  const sendMembers = (to: Session, data: Json): void => {
    if (data['guild_id'] !== store.guild.id) return;
    const ids = typeof data['user_ids'] === 'string' ? [data['user_ids']] : array(data['user_ids']);
    const query = typeof data['query'] === 'string' ? data['query'].toLowerCase() : undefined;
    const limit = Number(data['limit'] ?? 0);
    const named = membersOf({ store }).filter((user) =>
      query === undefined
        ? ids.includes(user.id)
        : [user.username, user.nick ?? user.globalName].some((name) => name.toLowerCase().startsWith(query)),
    );
    const members = limit > 0 && query !== undefined ? named.slice(0, limit) : named;
    to.send('GUILD_MEMBERS_CHUNK', {
      guild_id: store.guild.id,
      members: members.map(memberShape),
      chunk_index: 0,
      chunk_count: 1,
      not_found: ids.filter((id) => !members.some((user) => user.id === id)),
      ...(data['nonce'] === undefined ? {} : { nonce: data['nonce'] }),
    });
  };

  socket.on('error', () => socket.terminate());
  socket.on('message', (raw) => {
    const said = parsed(asText(raw));
    if (isObject(said)) hear(said);
    else link.close(GatewayCloseCodes.DecodeError);
  });
  socket.on('close', (code) => {
    if (session?.link !== link) return;
    // A client that hangs up with 1000 or 1001 does not come back to its session.
    if (code === 1000 || code === 1001) sessions.drop(session);
    else sessions.leave(session);
  });
  link.send({ op: GatewayOpcodes.Hello, d: { heartbeat_interval: HEARTBEAT_MS, _trace: [] } });
  return { close: (code) => link.close(code), end: () => link.end() };
}

const plainToken = (token: unknown): unknown => (typeof token === 'string' ? token.replace(/^Bot /, '') : token);

function asText(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
