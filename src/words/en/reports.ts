import type { PersonRef } from '../../domain/identity.ts';
import type { Text } from '../../domain/message.ts';

/** What Latchkey administrators are told when something isn't as it should be, and how messages look where buttons can't be shown. */
export const reports = {
  /** Something that a chat refuses. `code`: the chat's own; `advice`: what to do, as the chat's adapter says it. */
  undelivered: {
    shape: (chat: string, code: string, shape: string): Text => [
      `${chat} didn’t accept one of Latchkey’s messages (${code}), so it was sent as plain text. Please report this fault with the shape of the message: `,
      { code: shape },
      '.',
    ],
    connection: (chat: string, code: string, advice: string | null): Text => [
      `${chat} refuses the connection by which Latchkey gets commands and clicks (${code}). ${advice ?? 'Restart Latchkey'}. Until then, nobody can use Latchkey in ${chat}. Cards and messages are still sent there.`,
    ],
    channel: (chat: string, code: string, channel: string, setting: string, advice: string | null): Text => [
      'Latchkey can’t post to the channel ',
      { code: channel },
      ` in ${chat} (${code}), which is set in `,
      { code: setting },
      `. ${advice ?? 'Add the bot to the channel, or set another one and restart Latchkey'}. Messages for the channel are kept and will be posted then.`,
    ],
    token: (chat: string, code: string, advice: string | null): Text => [
      `${chat} refuses everything that Latchkey sends (${code}). ${advice ?? 'Check that the app is still installed, that its token is valid, and that it has every scope. Restart Latchkey if the token changed'}. Messages are kept and will be sent then.`,
    ],
    some: (chat: string, code: string, advice: string | null): Text => [
      `${chat} refuses some of what Latchkey asks or sends (${code}). ${advice ?? 'Check the app’s permissions and what blocks it there'}. Messages and commands are kept until that’s fixed.`,
    ],
  },

  /** `what`: a whole sentence. */
  untrusted: (what: string): Text => [
    `${what} Run `,
    { code: 'latchkey audit verify' },
    ' to see what was changed, and find out who can write to MongoDB.',
  ],
  untrustedLog: (what: string) => `${what} Run latchkey audit verify.`,
  /** Also as they are recorded. */
  untrustedAccess: (id: string, why: string) =>
    `Access ${id} was changed outside Latchkey: ${why}. It gives nothing, and nothing is done with it.`,
  untrustedBecause: {
    'not-ours': 'it has an event that Latchkey didn’t write',
    moved: 'it’s a copy, or was moved',
    'set-back': 'it was set back, and the record knows of later events',
    void: 'it has an event that was dated in the future',
    changed: 'it’s stored differently from what its events say',
  },
  untrustedEvent: {
    future: (id: string) => `Event ${id} is dated in the future. It is void and isn’t recorded.`,
    'not-ours': (id: string) => `Event ${id} wasn’t written by Latchkey. It isn’t recorded.`,
  },
  untrustedNotice: (id: string) =>
    `A message that waited for somebody (notice ${id}) was changed outside Latchkey, or an older version kept it. It was dropped and shown to nobody.`,

  refusedJob: {
    title: 'A job in Redis was refused',
    text: (queue: string, why: string): Text => [
      `A job in the queue “${queue}” ${why}. It wasn’t carried out. Find out who can write to Redis; `,
      { code: 'latchkey doctor' },
      ' shows what was refused.',
    ],
    because: {
      'no-seal': 'has a command without a seal: an older version queued it, or somebody wrote it by hand',
      'wrong-seal': 'has a command with a wrong seal: somebody without LATCHKEY_SECRET made or changed it',
      malformed: 'isn’t a job that Latchkey queues',
    },
    note: 'You’re told about this at most once a day.',
  },

  forPerson: (person: PersonRef): Text => ['For ', { person }, ', whose direct messages are closed:'],
  giveBackInPlain: (label: string) => `${label}: /access mine`,
  decideInPlain: (label: string, command: string, id: string) => `${label}: /access ${command} ${id}`,
} as const;
