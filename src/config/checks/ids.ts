import { fold, present } from '../names.ts';
import { quoted } from '../nearest.ts';
import type { Finding, Path } from '../problem.ts';
import type { LooseFile, LooseInstance } from '../shape.ts';

/** Ids must differ in any case, since commands are understood in any case. */
export function checkIds(file: LooseFile): Finding[] {
  return [
    ...twice(['products'], file.products, 'product'),
    ...twice(['instances'], file.instances, 'instance'),
    ...twice(['clients'], file.clients, 'client'),
    ...twice(['webhooks'], file.webhooks, 'endpoint'),
    ...twice(['inbound'], file.inbound, 'hook'),
    ...present(file.instances).flatMap(([index, instance]) => [
      ...twice(['instances', index, 'items'], instance.items, 'item'),
      ...helpDeskFlags(['instances', index, 'items'], instance.items),
    ]),
  ];
}

/** Only `products` or `instances` is required; of whatever shape, they are named. */
export function checkSomething(data: unknown): Finding[] {
  const mapping = typeof data === 'object' && data !== null && !Array.isArray(data);
  const named = !mapping || 'products' in data || 'instances' in data;
  return named ? [] : [{ path: [], sentence: 'There is nothing to give access to: list products or instances.' }];
}

function twice(
  path: Path,
  list: readonly ({ readonly id?: string | undefined } | undefined)[] | undefined,
  what: string,
) {
  const seen = new Map<string, string>();
  return present(list).flatMap(([index, { id }]): Finding[] => {
    if (id === undefined) return [];
    const first = seen.get(fold(id));
    if (first === undefined) {
      seen.set(fold(id), id);
      return [];
    }
    const how = first === id ? '' : ` (${quoted(first)}; ids are compared in any case)`;
    return [
      {
        path: [...path, index, 'id'],
        sentence: `There is another ${what} ${quoted(id)}${how}: give one of them another id.`,
      },
    ];
  });
}

/** R3, table 2 `**` and `***`: the flag says something about packages and tools only. */
function helpDeskFlags(path: Path, items: LooseInstance['items']): Finding[] {
  return present(items).flatMap(([index, item]): Finding[] =>
    item.kind === 'asset' && item.allowedForHelpDesk !== undefined
      ? [
          {
            path: [...path, index, 'allowedForHelpDesk'],
            sentence:
              'Only packages and tools carry this flag (R4): leave it out for an asset, and give people rights on it instead.',
          },
        ]
      : [],
  );
}
