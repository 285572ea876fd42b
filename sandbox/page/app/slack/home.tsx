import { useEffect } from 'react';
import { useSurroundings } from './context.ts';
import { api } from './api.ts';
import type { Block, Element, View } from './types.ts';
import { Blocks } from './blocks.tsx';

/** The app's Home tab, as the app published it for the persona. */
export function Home({ view }: { view: View | null }) {
  const { persona, notify, world } = useSurroundings();
  useEffect(() => {
    void api.openHome(persona.id);
  }, [persona.id]);
  if (view === null) {
    return (
      <div className="messages">
        <div className="empty">
          <p>{world.app.name} has put nothing here.</p>
        </div>
      </div>
    );
  }
  const onAct = async (block: Block, element: Element, value?: unknown): Promise<void> => {
    const act = { blockId: block.block_id, actionId: element.action_id, ...(value === undefined ? {} : { value }) };
    const done = await api.act(persona.id, { view: view.id }, act);
    if (!done.ok) notify(done.message ?? 'That did not work.');
  };
  return (
    <div className="messages home" role="region" aria-label={`${world.app.name} Home`}>
      <Blocks
        blocks={view.blocks}
        place={{ view: view.id }}
        values={view.values}
        onValue={() => undefined}
        onAct={onAct}
      />
    </div>
  );
}
