import type { TableSource } from './table.ts';

/**
 * Table 2: General permissions by user roles. Report builder is no column of it (R8).
 *
 * - `*` Help desk only on an asset that they have write access to by an item permission.
 * - `**` Help desk only where the properties of the custom tool allow it.
 * - `***` Help desk only packages that say "Allowed for help desk = Yes".
 */
export const generalPermissions: TableSource = {
  table: 2,
  footnotes: {
    '*': { kind: 'needs-item-right', right: 'write' },
    '**': { kind: 'needs-flag', item: 'tool' },
    '***': { kind: 'needs-flag', item: 'package' },
  },
  text: `
                                                      |               |        |          |      |        |          |               |         |          | Asset    | Managed  | Group        | External |          | Web     | Web
                                                      |               |        |          | Help |        | Network  | License       | Package | Package  | model    | software | distribution | event    | Security | service | service
User in this role can...                              | Administrator | Editor | Operator | desk | Reader | operator | administrator | builder | approver | approver | approver | approver     | writer   | officer  | reader  | writer
------------------------------------------------------|---------------|--------|----------|------|--------|----------|---------------|---------|----------|----------|----------|--------------|----------|----------|---------|--------
Activate initial installation                         | X             | X      | -        | X*   | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | -       | -
Define permissions to other users accounts            | X             | -      | -        | -    | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | -       | -
Distribute installation packages                      | X             | X      | -        | X*** | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | -       | -
Import events from external systems (via mdevent.exe) | -             | -      | -        | -    | -      | -        | -             | -       | -        | -        | -        | -            | X        | -        | -       | -
Import licenses from a CSV file                       | X             | -      | -        | -    | -      | -        | X             | -       | -        | -        | -        | -            | -        | -        | -       | -
Install Miradore client                               | X             | X      | -        | X    | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | -       | -
Process reported asset data mismatches                | X             | X      | -        | -    | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | -       | -
Share custom reports to other users                   | X             | X      | X        | -    | -      | X        | -             | -       | -        | -        | -        | -            | -        | -        | -       | -
Share custom dashboards via public URL                | X             | -      | -        | -    | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | -       | -
Test installation packages                            | X             | X      | -        | -    | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | -       | -
Unlock locked user accounts                           | X             | -      | -        | -    | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | -       | -
Use custom tools                                      | X             | -      | -        | X**  | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | -       | -
Use and configure network discovery                   | X             | X      | -        | -    | -      | X        | -             | -       | -        | -        | -        | -            | -        | -        | -       | -
Use Miradore web service to query data                | -             | -      | -        | -    | -      | -        | -             | -       | -        | -        | -        | -            | -        | -        | X       | X
`,
};
