/** The chat platforms that the configuration may name in `channels`. A third one is one word more. */
export const platforms = ['slack', 'discord'] as const;
