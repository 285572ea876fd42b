import type { TableSource } from './table.ts';

/**
 * Table 4: Item activation permissions by user roles. Report builder is no column of it (R8).
 *
 * - `*` A Group distribution approver has to be an Editor too; being a Reader is not enough.
 */
export const activationPermissions: TableSource = {
  table: 4,
  footnotes: {
    '*': { kind: 'only-with', group: 'Editor' },
  },
  text: `
                                                  |               |        |          |      |        |          |               |         |          | Asset    | Managed  | Group        | External |          | Web     | Web
                                                  |               |        |          | Help |        | Network  | License       | Package | Package  | model    | software | distribution | event    | Security | service | service
User in this role can...                          | Administrator | Editor | Operator | desk | Reader | operator | administrator | builder | approver | approver | approver | approver     | writer   | officer  | reader  | writer
--------------------------------------------------|---------------|--------|----------|------|--------|----------|---------------|---------|----------|----------|----------|--------------|----------|----------|---------|--------
Activate asset groups                             | X             | X      | -        | -    | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | -       | X
Activate and approve asset models                 | X             | -      | -        | -    | -      | -        | -             | -       | -        | X        | -        | -            | -        | -        | -       | -
Activate, approve, and reject group distributions | X             | -      | -        | -    | -      | -        | -             | -       | -        | -        | -        | X*           | -        | -        | -       | -
Activate and approve installation packages        | X             | -      | -        | -    | -      | -        | -             | -       | X        | -        | -        | -            | -        | -        | -       | -
Activate, approve, and close license pools        | X             | X      | -        | -    | -      | -        | X             | -       | -        | -        | -        | -            | -        | -        | -       | X
Activate or remove locations                      | X             | X      | -        | -    | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | -       | X
Activate and deactivate managed software          | X             | -      | -        | -    | -      | -        | -             | -       | -        | -        | X        | -            | -        | -        | -       | X
Activate or remove organizations                  | X             | X      | -        | -    | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | -       | -
Approve patch deployments                         | X             | -      | -        | -    | -      | -        | -             | -       | -        | -        | -        | -            | -        | X        | -       | X
Activate and remove subnets                       | X             | X      | -        | -    | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | -       | -
`,
};
