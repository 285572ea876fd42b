import { readSecrets } from '../../config/environment.ts';
import type { ExitCode, Io } from '../io.ts';
import { outJson, wrongUse } from '../io.ts';
import { operator } from '../operator.ts';
import { withStore } from '../with-store.ts';
import { momentOf, namedEndpoint } from './endpoint.ts';
import { endpointServices } from './services.ts';

interface Options {
  readonly from?: string;
  readonly json?: boolean;
}

/** Has deliveries to a stopped endpoint go on: what it missed, or everything since `--from`. 1: it isn't stopped. */
export async function resume(io: Io, id: string, { from, json = false }: Options): Promise<ExitCode> {
  if (readSecrets(io.env) === null)
    throw wrongUse('Resuming is recorded and sealed: set LATCHKEY_SECRET as Latchkey has it.');
  const { catalogue, endpoint } = await namedEndpoint(io, id);
  return withStore<ExitCode>(io, catalogue.tenant, async (store, clock) => {
    if ((await store.record.foreignSeal()) !== null) throw wrongUse('Nothing was resumed: set LATCHKEY_SECRET first.');
    const { replay } = endpointServices(store, clock, catalogue);
    const since = from === undefined ? null : momentOf(from, '--from', clock.now());
    const resumed = await replay.resume(endpoint, { actorLabel: operator(), via: 'cli' }, since);
    if (json) {
      const at = resumed && new Date(resumed.from).toISOString();
      await outJson(io, { ok: resumed !== null, endpoint: endpoint.id, from: at, sent: resumed?.sent ?? 0 });
    } else if (resumed === null) {
      await io.out(
        `${endpoint.id} isn’t paused. To send events again: latchkey webhooks replay ${endpoint.id} --from 2h\n`,
      );
    } else {
      const events = resumed.sent === 1 ? '1 event' : `${resumed.sent} events`;
      await io.out(
        `${endpoint.id} is resumed: ${events} since ${new Date(resumed.from).toISOString()} will be sent.\n`,
      );
    }
    if (resumed !== null) io.say('latchkey: running workers send within seconds');
    return resumed === null ? 1 : 0;
  });
}
