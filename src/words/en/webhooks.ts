/** What people read about endpoints and their deliveries. */
export const webhookWords = {
  change: (what: string, id: string, origin: string, why: string): string => {
    const to = origin === '' ? '' : ` (${origin})`;
    switch (what) {
      case 'added':
        return `the endpoint ${id}${to} is told of events from now on`;
      case 'changed':
        return `the endpoint ${id}${to} was changed in the configuration`;
      case 'removed':
        return `the endpoint ${id} was taken out of the configuration`;
      case 'paused':
        return `the endpoint ${id}${to} is paused: no delivery to it succeeded for a day`;
      case 'ended':
        return `the endpoint ${id}${to} is stopped: it answered 410 Gone`;
      default:
        return `deliveries to the endpoint ${id}${to} go on${why === '' ? '' : `: ${why}`}`;
    }
  },
  stoppedTitle: (id: string) => `Webhook endpoint ${id} is stopped`,
  paused: (id: string, origin: string) =>
    `No delivery to the endpoint ${id} (${origin}) succeeded for a day, so it’s paused. Nothing is lost: what it missed is sent when it’s resumed.`,
  ended: (id: string, origin: string) =>
    `The endpoint ${id} (${origin}) answered 410 Gone, so nothing more is sent to it. If that was a mistake, resume it; otherwise take it out of latchkey.yml.`,
  lastAnswer: 'Last answer',
  noAnswer: 'none',
  howToResume: 'Check the receiver, then resume. A Latchkey administrator can do that here, or on the command line: ',
  eventTitle: 'A webhook delivery keeps failing',
  eventFails: (id: string, type: string, message: string) =>
    `The endpoint ${id} hasn’t accepted ${type} (${message}) for a day, but takes other events. It’s tried for two more days.`,
  howToReplay: 'Once the receiver is fixed, send it again with ',
  resumeButton: 'Resume',
  resumeConfirm: (id: string) => ({
    title: 'Resume deliveries?',
    text: `Everything that the endpoint ${id} missed is sent, in order. If it still fails, it’s paused again after a day.`,
    yes: 'Resume',
    no: 'Not now',
  }),
  resuming: (id: string) => `Resuming the endpoint ${id}…`,
  resumed: (id: string, events: number) =>
    `The endpoint ${id} is resumed. ${events === 1 ? '1 event' : `${events} events`} that it missed will be sent.`,
  noAuthority: 'Only Latchkey administrators can resume an endpoint. Ask one of them.',
  isOn: (id: string) => `The endpoint ${id} isn’t paused any more: somebody resumed it.`,
  gone: (id: string) => `There’s no endpoint ${id} in latchkey.yml any more, so there’s nothing to resume.`,
} as const;
