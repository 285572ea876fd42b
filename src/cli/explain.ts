import { itemKinds, itemRights } from '../domain/entitlement.ts';
import type { Answer } from '../domain/reason.ts';
import { compileGroups, consoleRights, decide, decideConsole, findPermission, permissions } from '../policy/index.ts';
import type { HeldItemRight, InstancePolicy, Item } from '../policy/index.ts';
import type { Fields, Nearest } from './shape.ts';
import { fieldsOf, flagOf, listOf, oneOf, orSentence, refuse, textOf, unknownWord } from './shape.ts';

export type Explanation = Answer | { readonly error: string };

const labels = permissions.map(({ label }) => label);

/**
 * Makes the function behind `latchkey policy explain`: one parsed JSON question in, its answer or one sentence about
 * what is wrong with it out; it never throws. Without a policy only the built-in groups are known; without `nearest`
 * unknown words are answered without a suggestion.
 */
export function createExplain({
  policy = builtInPolicy(),
  nearest = () => null,
}: { policy?: InstancePolicy; nearest?: Nearest } = {}): (question: unknown) => Explanation {
  return (question) => orSentence(() => answer(question, policy, nearest));
}

function builtInPolicy(): InstancePolicy {
  const compiled = compileGroups([]);
  if (!compiled.ok) throw new Error('no groups are always fine');
  return compiled.policy;
}

function answer(question: unknown, policy: InstancePolicy, nearest: Nearest): Answer {
  const known = ['roles', 'permission', 'item', 'itemPermissions', 'console', 'right'];
  const fields = fieldsOf(question, 'A question', known, nearest);
  return 'console' in fields || 'right' in fields
    ? answerConsole(question, nearest)
    : answerPermission(fields, policy, nearest);
}

function answerConsole(question: unknown, nearest: Nearest): Answer {
  const fields = fieldsOf(question, 'A console question', ['console', 'right'], nearest);
  const standing = fieldsOf(fields['console'], 'console', ['explicit', 'productAdministrator'], nearest);
  return decideConsole({
    explicit: flagOf(standing['explicit'], 'console.explicit'),
    productAdministrator: flagOf(standing['productAdministrator'], 'console.productAdministrator'),
    right: oneOf(fields['right'], 'right', consoleRights, nearest),
  });
}

function answerPermission(fields: Fields, policy: InstancePolicy, nearest: Nearest): Answer {
  const roles = listOf(fields['roles'], 'roles').map((value, place) => {
    const text = textOf(value, `roles[${place}]`);
    const role = policy.findRole(text);
    if (role === null) refuse(unknownWord('There is no role', text, policy.roles, nearest));
    return role;
  });
  const text = textOf(fields['permission'], 'permission');
  const permission = findPermission(text);
  if (permission === null) refuse(unknownWord('There is no permission', text, labels, nearest));
  return decide({
    membership: policy.membership(roles),
    permission: permission.index,
    item: fields['item'] === undefined ? undefined : itemOf(fields['item'], nearest),
    itemRights: fields['itemPermissions'] === undefined ? [] : rightsOf(fields['itemPermissions'], nearest),
  });
}

function itemOf(value: unknown, nearest: Nearest): Item {
  const fields = fieldsOf(value, 'item', ['id', 'kind', 'allowedForHelpDesk'], nearest);
  const allowed = fields['allowedForHelpDesk'];
  return {
    id: textOf(fields['id'], 'item.id'),
    kind: oneOf(fields['kind'], 'item.kind', itemKinds, nearest),
    allowedForHelpDesk: allowed === undefined ? false : flagOf(allowed, 'item.allowedForHelpDesk'),
  };
}

function rightsOf(value: unknown, nearest: Nearest): HeldItemRight[] {
  return listOf(value, 'itemPermissions').map((one, place) => {
    const what = `itemPermissions[${place}]`;
    const fields = fieldsOf(one, what, ['item', 'right'], nearest);
    return {
      item: textOf(fields['item'], `${what}.item`),
      right: oneOf(fields['right'], `${what}.right`, itemRights, nearest),
    };
  });
}
