import type { Access, Ask } from '../../domain/access.ts';
import { standingAskers } from '../../domain/askers.ts';
import type { Block, Text } from '../../domain/message.ts';
import { words } from '../../words/index.ts';

interface Row {
  readonly label: string;
  readonly value: Text;
}

/** What a card says of the systems that asked: what for, for whom they act, who else asks, and whether it's an emergency. */
export function systemBlocks(access: Access, ask: Ask): readonly Block[] {
  const rows = rowsOf(access, ask);
  return rows.length === 0 ? [] : [{ kind: 'facts', rows }];
}

function rowsOf({ person, entitlement }: Access, ask: Ask): readonly Row[] {
  const texts = words.systems;
  const systems = standingAskers(ask).flatMap(({ by, system }) => (system === null ? [] : [{ by, system }]));
  const asked = systems.find(({ system }) => system.asked !== undefined)?.system.asked;
  const chains = systems.flatMap(({ system: { actors } }) => (actors === undefined ? [] : [actors]));
  const others = systems.filter(({ by }) => by.id !== ask.by.id).map(({ by }) => by.label);
  const isEmergency = systems.some(({ system }) => system.emergency === true);
  return [
    ...(asked === undefined
      ? []
      : [{ label: texts.asked, value: [texts.gives(asked.action, entitlement, asked.more)] }]),
    ...unique(chains).map((actors) => ({ label: texts.through, value: texts.agents(actors, person) })),
    ...(others.length === 0 ? [] : [{ label: texts.alsoAsks, value: [texts.several(others)] }]),
    ...(isEmergency ? [{ label: texts.emergencyLabel, value: [texts.emergency] }] : []),
  ];
}

function unique(chains: readonly (readonly string[])[]): readonly (readonly string[])[] {
  return [...new Map(chains.map((chain) => [JSON.stringify(chain), chain])).values()];
}
