import { ApplicationFlags, Routes } from 'discord-api-types/v10';
import type { APIApplication } from 'discord-api-types/v10';
import type { Finding, NamedInConfiguration } from '../../../ports/platform.ts';
import { inspectNamed } from './named.ts';
import type { Rest } from './rest.ts';

const membersIntent = ApplicationFlags.GatewayGuildMembers | ApplicationFlags.GatewayGuildMembersLimited;

/** For `latchkey doctor` and `config check`: what isn't as it should be with the bot, its channels and its roles. Never throws. */
export async function inspect(
  named: NamedInConfiguration,
  around: { readonly rest: Rest } & Parameters<typeof inspectNamed>[1],
): Promise<readonly Finding[]> {
  return [...(await intentFindings(around.rest)), ...(await inspectNamed(named, around))];
}

/** Without the Server Members Intent, Discord's Gateway refuses us (4014). */
async function intentFindings(rest: Rest): Promise<readonly Finding[]> {
  try {
    const { flags } = (await rest('GET', Routes.currentApplication())) as APIApplication;
    if ((flags & membersIntent) !== 0) return [];
    const sentence =
      'The Server Members Intent is off, so Discord lets Latchkey get no commands: switch it on under “Bot” of the application.';
    return [{ sentence, isProblem: true }];
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [{ sentence: `The application’s intents cannot be looked at (${why}).`, isProblem: true }];
  }
}
