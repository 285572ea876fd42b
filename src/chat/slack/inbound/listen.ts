import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import type {
  AnyMiddlewareArgs,
  BlockAction,
  BlockSuggestion,
  Logger,
  Receiver,
  SlackOptionsMiddlewareArgs,
} from '@slack/bolt';
import type { Log } from '../../../ports/log.ts';
import type { Ears, Hearing, RefusedConnection } from '../../../ports/platform.ts';
import { eventsPath } from '../config.ts';
import type { SlackConfig } from '../config.ts';
import { buttonFormCallback } from '../outbound/button-form.ts';
import { formCallback, suggest } from './form.ts';
import { createHomes } from './homes.ts';
import { createHear, requestShortcut } from './on-event.ts';
import type { Ack } from './ack.ts';
import type { HearParts } from './on-event.ts';
import type { OwnIdentity } from '../connect/identity.ts';
import type { AccountChanges } from './account-changes.ts';
import { placeEvents, placeOf } from './place-events.ts';
import { openSocket } from '../connect/socket.ts';
import { clientOptions } from '../connect/web.ts';

const personEvent = 'user_change';
const homeEvent = 'app_home_opened';
/** Somebody wrote to the app in its direct channel; the event that comes is called `message`. */
const directEvent = 'message.im';

/** The events that the app subscribes to. */
export const heardEvents: readonly string[] = [personEvent, homeEvent, directEvent, ...placeEvents];

/** Bolt acknowledges events by itself. */
const nothingToAcknowledge: Ack = () => Promise.resolve();

type OptionsAck = SlackOptionsMiddlewareArgs<'block_suggestion'>['ack'];

export interface ListenParts extends Omit<HearParts, 'commands' | 'workspace'> {
  readonly config: SlackConfig;
  readonly own: OwnIdentity;
  readonly logger: Logger;
  readonly changes: AccountChanges;
}

/** Hears what people do: over Socket Mode with an app token, else through the mount. Bolt refuses what Slack did not sign. */
export async function listen(
  parts: ListenParts,
  {
    commands,
    homes: shownAtHome,
    changed,
    placeChanged,
    connectionChanged,
  }: Pick<Hearing, 'commands' | 'homes' | 'changed' | 'placeChanged' | 'connectionChanged'>,
): Promise<Ears> {
  const { config, own, logger, log } = parts;
  const busy = createBusy();
  const http = config.appToken === null ? createHttp(config, logger) : null;
  const socket = config.appToken === null ? null : createSocket(config.appToken, config, logger);
  const receiver = http ?? socket;
  if (!receiver) throw new Error('Slack has neither a signing secret nor an app token');
  const app = createApp(receiver, config, own, logger, log);
  const hear = createHear({ ...parts, commands, workspace: own.workspace });
  const homes = createHomes({ ...parts, workspace: own.workspace, homes: shownAtHome });

  // One middleware for everything, not a listener each: Bolt would walk them all before every acknowledgement.
  app.use((args) => busy.while(route(args)));

  async function route(args: AnyMiddlewareArgs): Promise<void> {
    if ('command' in args) return hear.slash(args.command, args.ack);
    if ('options' in args) {
      const { block_id: block, value } = args.options as BlockSuggestion;
      return (args.ack as OptionsAck)({ options: suggest(commands.choices, block, value) });
    }
    if ('action' in args) return hear.action(args.body as BlockAction, args.ack as Ack);
    if ('view' in args && args.body.type === 'view_submission' && args.view.callback_id === formCallback) {
      return hear.submit(args.body, args.ack as Ack);
    }
    if ('view' in args && args.body.type === 'view_submission' && args.view.callback_id === buttonFormCallback) {
      return hear.sent(args.body, args.ack as Ack);
    }
    if ('shortcut' in args && args.shortcut.type === 'shortcut' && args.shortcut.callback_id === requestShortcut) {
      return hear.shortcut(args.shortcut, args.ack as Ack);
    }
    if ('event' in args) {
      if (args.event.type === homeEvent) return args.event.tab === 'home' ? homes.opened(args.event.user) : undefined;
      if (args.event.type === 'message') return hear.direct(args.event, nothingToAcknowledge);
      if (args.event.type === personEvent) {
        const user = (args.event as { user: { id?: unknown } }).user;
        if (typeof user.id === 'string') homes.standingChanged(user.id);
        return parts.changes.heard(user, changed);
      }
      const channel = placeOf(args.event, own);
      if (channel !== undefined) await placeChanged({ platform: 'slack', channel });
      return;
    }
    return hear.unreadable(args.body, args.ack as Ack);
  }

  const connection =
    socket &&
    (await openSocket({
      receiver: socket,
      clock: parts.clock,
      log,
      changed: (refused) => void busy.while(told(refused)),
    }));

  async function told(refused: RefusedConnection | null): Promise<void> {
    await connectionChanged('slack', refused).catch((error: unknown) => {
      log.error({ err: error }, 'it could not be noted that Slack’s Socket Mode changed');
    });
  }

  return {
    mounts: http
      ? [{ method: 'POST', path: eventsPath, handle: (request, response) => http.requestListener(request, response) }]
      : [],
    refreshHomes: () => busy.while(homes.refresh()),
    close: async () => {
      await connection?.close();
      await busy.idle();
    },
  };
}

/** Bolt with nothing on the way that we do not need: no call of its own, no conversation store, no second token check. */
function createApp(receiver: Receiver, config: SlackConfig, own: OwnIdentity, logger: Logger, log: Log): App {
  const authorized = Promise.resolve({
    botToken: config.botToken,
    botUserId: own.user,
    ...(own.bot ? { botId: own.bot } : {}),
  });
  const app = new App({
    receiver,
    authorize: () => authorized,
    ignoreSelf: false,
    convoStore: false,
    extendedErrorHandler: true,
    logger,
    clientOptions: clientOptions(config, logger),
  });
  app.error(({ error, body }: { readonly error: Error; readonly body: object }) => {
    const type = (body as { readonly type?: string }).type ?? 'command';
    log.error({ err: error, type }, 'something from Slack could not be handled');
    // Bolt then acknowledges through the receiver, so that Slack does not tell the person a second story.
    return Promise.reject(error);
  });
  return app;
}

function createHttp(config: SlackConfig, logger: Logger): HTTPReceiver {
  return new HTTPReceiver({
    signingSecret: config.signingSecret ?? '',
    endpoints: [eventsPath],
    logger,
    processEventErrorHandler: ({ response }) => {
      if (!response.headersSent) response.writeHead(200).end();
      return Promise.resolve(true);
    },
  });
}

function createSocket(appToken: string, config: SlackConfig, logger: Logger): SocketModeReceiver {
  const { slackApiUrl = config.apiUrl, timeout = 0 } = clientOptions(config, logger);
  return new SocketModeReceiver({
    appToken,
    logger,
    autoReconnectEnabled: false,
    // Here the SDK's own patience is right: it waits for as long as Slack is away.
    installerOptions: { clientOptions: { slackApiUrl, timeout } },
    processEventErrorHandler: () => Promise.resolve(true),
  });
}

/** What is being done now, so that closing can wait for it. */
function createBusy() {
  const running = new Set<Promise<void>>();
  return {
    async while(work: Promise<void>): Promise<void> {
      running.add(work);
      try {
        await work;
      } finally {
        running.delete(work);
      }
    },
    async idle(): Promise<void> {
      await Promise.allSettled(running);
    },
  };
}
