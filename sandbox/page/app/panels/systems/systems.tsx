import type { Player } from '../../data/people.ts';
import { usePoll } from '../../data/use-poll.ts';
import { PanelFrame } from '../frame.tsx';
import { api } from './api.ts';
import { CopyLine } from './copy-line.tsx';
import { inboundLines } from './inbound.ts';
import { InvoicesApp } from './invoices.tsx';
import { Receiver } from './receiver.tsx';

const EVERY_MS = 1000;

/** Other systems around Latchkey: one that enforces, one that listens, and one that reports. */
export function Systems({
  player,
  requester,
  notify,
  onClose,
}: {
  /** Whom one plays. */
  player: Player;
  /** Of the example lines: an e-mail. */
  requester: string;
  notify: (said: string) => void;
  onClose: () => void;
}) {
  const [state] = usePoll(api.state, EVERY_MS);
  return (
    <PanelFrame name="Systems" icon="plug" onClose={onClose}>
      {state !== undefined && (
        <>
          <InvoicesApp player={player} product={state.product.name} notify={notify} />
          <Receiver mode={state.mode} received={state.received} notify={notify} />
          <section>
            <h3>Sending something in</h3>
            <p className="quiet">Paste these into a terminal. They’re signed as the hook “{state.hook.id}”.</p>
            {inboundLines(state.hook, state.latchkeyUrl, state.product.id, requester).map((one) => (
              <CopyLine key={one.name} {...one} />
            ))}
          </section>
        </>
      )}
    </PanelFrame>
  );
}
