import type { TableSource } from './table.ts';

/**
 * Table 3: Item creation permissions by user roles. Report builder is no column of it (R8); it has no footnotes.
 */
export const creationPermissions: TableSource = {
  table: 3,
  footnotes: {},
  text: `
                                      |               |        |          |      |        |          |               |         |          | Asset    | Managed  | Group        | External |          | Web     | Web
                                      |               |        |          | Help |        | Network  | License       | Package | Package  | model    | software | distribution | event    | Security | service | service
User in this role can...              | Administrator | Editor | Operator | desk | Reader | operator | administrator | builder | approver | approver | approver | approver     | writer   | officer  | reader  | writer
--------------------------------------|---------------|--------|----------|------|--------|----------|---------------|---------|----------|----------|----------|--------------|----------|----------|---------|--------
Create assets                         | X             | X      | X        | -    | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | -       | -
Create asset models                   | X             | X      | X        | -    | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | -       | -
Create, modify or remove asset groups | X             | X      | -        | -    | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | -       | X
Create custom dashboards              | X             | -      | -        | -    | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | -       | -
Create group distributions            | X             | X      | X        | -    | -      | -        | -             | -       | -        | -        | -        | X            | -        | -        | -       | X
Create hardware categories            | X             | X      | -        | -    | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | -       | -
Create installation packages          | X             | -      | -        | -    | -      | -        | -             | X       | -        | -        | -        | -            | -        | -        | -       | -
Create license pools                  | X             | X      | -        | -    | -      | -        | X             | -       | -        | -        | -        | -            | -        | -        | -       | X
Create locations                      | X             | X      | -        | -    | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | -       | X
Create managed software               | X             | X      | -        | -    | -      | -        | X             | X       | -        | -        | -        | -            | -        | -        | -       | X
Create organizations                  | X             | X      | -        | -    | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | -       | -
Create software categories            | X             | X      | -        | -    | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | -       | -
Create subnets                        | X             | X      | -        | -    | -      | X        | -             | -       | -        | -        | -        | -            | -        | -        | -       | -
Create TCP/IP items                   | X             | X      | -        | -    | -      | X        | -             | -       | -        | -        | -        | -            | X        | -        | -       | -
`,
};
