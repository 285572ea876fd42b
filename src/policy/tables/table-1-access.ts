import { denyUserListing } from '../../domain/entitlement.ts';
import type { TableSource } from './table.ts';

/**
 * Table 1: Access permissions by user roles.
 *
 * - `*` Everybody reads everything by default; item permissions can limit it for an asset.
 * - `**` Editors reach these only when they are Report builders too.
 * - `***` Other roles can be given it with item permissions, asset by asset.
 * - `****` Visible to all but members of "Deny user listing"; Administrators always see it.
 */
export const accessPermissions: TableSource = {
  table: 1,
  footnotes: {
    '*': { kind: 'limited-by', right: 'no-read' },
    '**': { kind: 'only-with', group: 'Report builder' },
    '***': { kind: 'given-by-item-right' },
    '****': { kind: 'unless-in', group: denyUserListing },
  },
  text: `
                                           |               |        |          |       |        |          |               |         |          | Asset    | Managed  | Group        |         | External |          | Web     | Web
                                           |               |        |          | Help  |        | Network  | License       | Package | Package  | model    | software | distribution | Report  | event    | Security | service | service
User in this role has...                   | Administrator | Editor | Operator | desk  | Reader | operator | administrator | builder | approver | approver | approver | approver     | builder | writer   | officer  | reader  | writer
-------------------------------------------|---------------|--------|----------|-------|--------|----------|---------------|---------|----------|----------|----------|--------------|---------|----------|----------|---------|--------
Reader access to the entire system         | X             | X      | X*       | X*    | X*     | X*       | X*            | X*      | X*       | X*       | X*       | X*           | X*      | X*       | X*       | X*      | -
Edit access to asset configuration items   | X             | X      | -***     | -***  | -***   | -***     | -***          | -***    | -***     | -***     | -***     | -***         | -***    | -***     | -***     | -***    | X
Access to system settings                  | X             | -      | -        | -     | -      | -        | -             | -       | -        | -        | -        | -            | -       | -        | -        | -       | -
Access to license transaction prices       | X             | X      | -        | -     | -      | -        | X             | -       | -        | -        | -        | -            | -       | -        | -        | X       | X
Access to report builder                   | X             | -**    | -        | -     | -      | -        | -             | -       | -        | -        | -        | -            | X       | -        | -        | -       | -
Access to detailed reports of virus alerts | -             | -      | -        | -     | -      | -        | -             | -       | -        | -        | -        | -            | -       | -        | X        | X       | X
Access to Automation tasks                 | X             | -**    | -        | -     | -      | -        | -             | -       | -        | -        | -        | -            | X       | -        | -        | -       | -
Read access to encryption recovery key     | X             | X      | -***     | X     | -***   | -***     | -***          | -***    | -***     | -***     | -***     | -***         | -***    | -***     | -***     | -***    | -***
Access to user information                 | X             | X****  | X****    | X**** | X****  | X****    | X****         | X****   | X****    | X****    | X****    | X****        | X****   | X****    | X****    | X****   | X****
`,
};
