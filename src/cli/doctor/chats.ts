import type { PlatformSettings } from '../../chat/platform.ts';
import type { Catalogue } from '../../domain/catalogue.ts';
import type { Finding } from '../../ports/platform.ts';
import type { Check } from './check.ts';
import { patienceMs, withPatience } from './check.ts';
import { namedOf } from '../config-truth.ts';
import { lookingParts } from '../looking-parts.ts';

/**
 * Each chat that is on: whether it answers, the app's scopes and intents, and whether the channels and roles that the
 * configuration names will do. `catalogue` null: the file can't be read, so nothing is named.
 */
export async function chatChecks(
  platforms: readonly PlatformSettings[],
  catalogue: Catalogue | null,
): Promise<readonly Check[]> {
  return (await Promise.all(platforms.map((settings) => chatCheck(settings, catalogue)))).flat();
}

async function chatCheck(settings: PlatformSettings, catalogue: Catalogue | null): Promise<readonly Check[]> {
  const { name } = settings;
  let findings: readonly Finding[] = [];
  const answers = await withPatience(name, async () => {
    const connected = await settings.connect(lookingParts(patienceMs));
    const named = catalogue === null ? { channels: [], roles: [] } : namedOf(catalogue, name);
    findings = await connected.inspect(named);
    await connected.close();
    return 'answers, and knows the bot’s token';
  });
  return [
    answers,
    ...findings.map(({ sentence, isProblem }) => ({ name, ok: !isProblem, warning: !isProblem, sentence })),
  ];
}
