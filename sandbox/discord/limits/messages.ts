import { MessageFlags } from 'discord-api-types/v10';
import { emptyMessage } from '../refusal.ts';
import type { Json, Message } from '../types.ts';
import { checkComponents } from './components.ts';
import { checkEmbeds } from './embeds.ts';
import { mentionsIn } from './mentions.ts';
import type { Path } from './report.ts';
import { checkInteger, checkText, createReport } from './report.ts';

export type Content = Pick<Message, 'content' | 'embeds' | 'components' | 'mentions' | 'flags'>;

const SETTABLE = MessageFlags.SuppressEmbeds | MessageFlags.Ephemeral | MessageFlags.SuppressNotifications;

/**
 * What a message is to say, checked against Discord's limits.
 * @param root where the message lies in what was sent
 * @param before the message that is edited: what is not given stays
 * @throws a refusal: 50035 Invalid Form Body, 50006 Cannot send an empty message
 */
export function contentOf(given: Json, root: Path = [], before?: Message): Content {
  const report = createReport(root);
  checkText(report, ['content'], given['content'], { most: 2000 });
  const content =
    typeof given['content'] === 'string' ? given['content'] : given['content'] === null ? '' : (before?.content ?? '');
  const embeds = given['embeds'] === undefined ? (before?.embeds ?? []) : checkEmbeds(report, given['embeds']);
  const components =
    given['components'] === undefined ? (before?.components ?? []) : checkComponents(report, given['components']);
  const keepsMentions = before !== undefined && given['content'] === undefined;
  const mentions = keepsMentions ? before.mentions : mentionsIn(report, content, given['allowed_mentions']);
  const flags = flagsOf(report, given['flags']);
  if (isNonce(given['nonce'])) checkText(report, ['nonce'], String(given['nonce']), { most: 25 });
  else if (given['nonce'] !== undefined && given['nonce'] !== null)
    checkInteger(report, ['nonce'], given['nonce'], 0, 0);
  report.settle();
  if (content === '' && embeds.length === 0 && components.length === 0) throw emptyMessage();
  return { content, embeds, components, mentions, flags };
}

/** Whether a value can be a message's nonce. */
export function isNonce(value: unknown): value is string | number {
  return typeof value === 'string' || (typeof value === 'number' && Number.isInteger(value));
}

function flagsOf(report: ReturnType<typeof createReport>, given: unknown): number {
  checkInteger(report, ['flags'], given, 0, 2 ** 31);
  const flags = Number.isInteger(given) ? (given as number) : 0;
  if ((flags & MessageFlags.IsComponentsV2) !== 0) {
    const message = 'Components V2 are not supported by the local Discord: use embeds and rows of components.';
    report.add(['flags'], 'LOCAL_DISCORD_UNSUPPORTED', message);
  }
  return flags & SETTABLE;
}
