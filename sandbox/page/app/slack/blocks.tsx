import type { ReactNode } from 'react';
import type { Behaviour } from './behaviour.ts';
import type { Block } from './types.ts';
import { ElementField } from './elements/element.tsx';
import { InputBlock } from './elements/input-block.tsx';
import { Drawn } from './markup.tsx';

/** Blocks: what is only to be read is drawn by the library, what can be used is ours. */
export function Blocks({ blocks, ...behaviour }: { blocks: Block[] } & Behaviour) {
  return <div className="blocks">{runs(blocks).map((run) => renderRun(run, behaviour))}</div>;
}

function renderRun(run: Block[], behaviour: Behaviour): ReactNode {
  const [first] = run;
  if (first === undefined) return null;
  const key = first.block_id;
  if (!isUsable(first)) return <Drawn key={key} blocks={run} />;
  if (first.type === 'input') return <InputBlock key={key} block={first} {...behaviour} />;
  if (first.type === 'actions') {
    return (
      <div key={key} className="actions" role="group" aria-label="Actions">
        {(first.elements ?? []).map((element) => (
          <ElementField key={element.action_id} block={first} element={element} {...behaviour} />
        ))}
      </div>
    );
  }
  const { accessory, ...section } = first;
  return (
    <div key={key} className="section-with-accessory">
      <div className="section-text">
        <Drawn blocks={[section]} />
      </div>
      {accessory !== undefined && <ElementField block={first} element={accessory} {...behaviour} />}
    </div>
  );
}

/** Neighbours that are only to be read stay together. */
function runs(blocks: Block[]): Block[][] {
  const all: Block[][] = [];
  for (const block of blocks) {
    const last = all.at(-1);
    if (last?.[0] !== undefined && !isUsable(last[0]) && !isUsable(block)) last.push(block);
    else all.push([block]);
  }
  return all;
}

const isUsable = (block: Block): boolean =>
  block.type === 'actions' ||
  block.type === 'input' ||
  (block.accessory !== undefined && block.accessory.type !== 'image');
