import { randomBytes } from 'node:crypto';

/** One thing that a person did and the app is to answer, from its sending on. */
export interface Interaction {
  id: string;
  token: string;
  /** 2 a command, 3 a component, 4 an autocompletion, 5 a modal. */
  type: number;
  user: string;
  channel: string;
  /** `/access request role`; '' where it was no command. */
  name: string;
  /** The message whose component was used, or from which the modal came. */
  source?: string;
  /** For an autocompletion: the type of the option in focus. */
  optionType?: number;
  /** Milliseconds since 1970. */
  at: number;
  /** The first answer, once there is one. */
  answer?: Answer;
  /** The message that `@original` stands for. */
  original?: string;
  /** Too late to answer at all. */
  isLost: boolean;
  /** Its token is too old. */
  isTokenOld: boolean;
}

/** The first answer to an interaction, as far as the person's client needs it. */
export interface Answer {
  /** As Discord numbers answers: 4 a message, 5 deferred, 6 and 7 updates, 8 choices, 9 a modal. */
  type: number;
  modal?: string;
  choices?: unknown[];
}

export const TOKEN_MS = 15 * 60_000;

export interface Interactions {
  begin: (
    made: Pick<Interaction, 'id' | 'type' | 'user' | 'channel' | 'name' | 'source' | 'optionType'>,
  ) => Interaction;
  byId: (id: string) => Interaction | undefined;
  byToken: (token: string) => Interaction | undefined;
  /** Settles with the first answer, or with undefined once `patience` (ms) is over; the interaction is lost then. */
  wait: (interaction: Interaction, patience: number) => Promise<Answer | undefined>;
  answer: (interaction: Interaction, answer: Answer) => void;
  /** Whether its token still serves. */
  isTokenAlive: (interaction: Interaction) => boolean;
  clear: () => void;
}

/** @param now milliseconds since 1970 */
export function createInteractions(now: () => number): Interactions {
  const byId = new Map<string, Interaction>();
  const byToken = new Map<string, Interaction>();
  const waiting = new Map<string, (answer: Answer | undefined) => void>();
  return {
    begin: (made) => {
      const token = randomBytes(48).toString('base64url');
      const interaction: Interaction = { ...made, token, at: now(), isLost: false, isTokenOld: false };
      byId.set(interaction.id, interaction);
      byToken.set(token, interaction);
      return interaction;
    },
    byId: (id) => byId.get(id),
    byToken: (token) => byToken.get(token),
    wait: (interaction, patience) =>
      new Promise((resolve) => {
        const settle = (answer: Answer | undefined): void => {
          clearTimeout(timer);
          waiting.delete(interaction.id);
          if (answer === undefined) interaction.isLost = true;
          resolve(answer);
        };
        const timer = setTimeout(() => settle(undefined), patience);
        waiting.set(interaction.id, settle);
      }),
    answer: (interaction, answer) => {
      interaction.answer = answer;
      waiting.get(interaction.id)?.(answer);
    },
    isTokenAlive: ({ isTokenOld, at }) => !isTokenOld && now() - at < TOKEN_MS,
    clear: () => {
      for (const settle of [...waiting.values()]) settle(undefined);
      byId.clear();
      byToken.clear();
    },
  };
}
