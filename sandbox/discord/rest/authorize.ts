import type { Desk } from '../desk.ts';

/** Whether an Authorization header is the app's bot's. */
export function isBot({ app }: Pick<Desk, 'app'>, authorization: string | undefined): boolean {
  return authorization === `Bot ${app.botToken}`;
}
