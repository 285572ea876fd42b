import type { ChatError } from '../../ports/chat.ts';
import type { Deps } from '../deps.ts';
import type { UndeliveredReport } from './undelivered-notice.ts';
import type { Place } from './places.ts';
import type { DeliveryReport } from './send-once.ts';

/** Turns what a chat refused into a report for the Latchkey administrators. What goes wrong with that is only logged. */
export function createReporting(
  { directory, log }: Pick<Deps, 'directory' | 'log'>,
  tell: (report: UndeliveredReport) => Promise<void>,
) {
  async function told(report: UndeliveredReport): Promise<void> {
    try {
      await tell(report);
    } catch (error) {
      log.warn({ err: error, ...report }, 'What a chat refuses couldn’t be reported');
    }
  }

  /** `shape`: of the message that the platform didn't take. */
  function about({ platform, channel }: Place, error: ChatError, shape: string | null = null): Promise<void> {
    const { approvals, audit } = directory.catalogue.channels;
    const isOfChannel = shape === null && error.concerns === 'channel';
    const purpose = audit[platform] === channel ? 'audit' : approvals[platform] === channel ? 'approvals' : null;
    const isNamed = isOfChannel && purpose !== null;
    return told({
      platform,
      channel: isNamed ? channel : null,
      purpose: isNamed ? purpose : null,
      isToken: error.concerns === 'token',
      code: error.code,
      advice: error.advice,
      shape,
    });
  }

  return {
    /** A message was refused. */
    message: ({ card, error, shape }: DeliveryReport): Promise<void> => about(card, error, shape),
    /** A token or a channel is refused, whatever the message. */
    place: (place: Place, error: ChatError): Promise<void> => about(place, error),
    /** A chat refused something that concerns no channel. */
    chat: (platform: string, error: ChatError): Promise<void> => about({ platform, channel: null }, error),
  };
}
