import type { Metrics } from '../../ports/log.ts';
import type { RefusedConnection } from '../../ports/platform.ts';
import type { Notify } from './notify.ts';

/** The connections by which platforms tell what people do, as far as a platform refuses one. Known to this process. */
export function createConnections(notify: Pick<Notify, 'undelivered'>, metrics: Pick<Metrics, 'connectionRefused'>) {
  const refused = new Map<string, RefusedConnection>();

  return {
    /** Platforms that tell nothing. */
    platforms: (): readonly string[] => [...refused.keys()],
    /** Each of them, with the platform's code. */
    list: (): readonly string[] => [...refused].map(([platform, { code }]) => `${platform} connection (${code})`),

    /** A connection was refused for good, or (null) is there again. The Latchkey administrators are told once a day. */
    async changed(platform: string, now: RefusedConnection | null): Promise<void> {
      const before = refused.get(platform);
      if (before && before.code !== now?.code) metrics.connectionRefused(platform, before.code, false);
      if (now === null) return void refused.delete(platform);
      refused.set(platform, now);
      metrics.connectionRefused(platform, now.code, true);
      await notify.undelivered({
        platform,
        channel: null,
        purpose: null,
        isToken: false,
        isConnection: true,
        code: now.code,
        advice: now.advice,
        shape: null,
      });
    },
  };
}
