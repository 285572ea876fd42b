import { randomUUID } from 'node:crypto';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { PlatformSettings } from '../../chat/platform.ts';
import { patienceMs } from '../doctor/check.ts';
import { sentenceOf } from '../io.ts';
import { lookingParts } from '../looking-parts.ts';
import { words } from '../../words/index.ts';

/** What became of the test card of one channel. */
export interface TestCard {
  readonly platform: string;
  readonly channel: string;
  readonly ok: boolean;
  readonly sentence: string;
}

/** Posts a card without buttons into each channel that the configuration names on this platform. */
export async function postTestCards(settings: PlatformSettings, catalogue: Catalogue): Promise<readonly TestCard[]> {
  const { name } = settings;
  const channels = (['approvals', 'audit'] as const).flatMap((purpose) => {
    const id = catalogue.channels[purpose][name];
    return id === undefined ? [] : [{ purpose, id }];
  });
  if (channels.length === 0) return [];
  const connected = await settings.connect(lookingParts(patienceMs));
  try {
    const cards: TestCard[] = [];
    for (const { purpose, id } of channels) {
      const posted = connected.chat.post(id, words.setUp.testCard(purpose), `init-${randomUUID()}`, new Map());
      cards.push(
        await posted.then(
          () => ({ platform: name, channel: id, ok: true, sentence: `a test card is in ${purpose} (${id})` }),
          (error: unknown) => ({
            platform: name,
            channel: id,
            ok: false,
            sentence: `no test card in ${purpose} (${id}). ${sentenceOf(error)}`,
          }),
        ),
      );
    }
    return cards;
  } finally {
    await connected.close();
  }
}
