import { AuditLogEvent } from 'discord-api-types/v10';
import type { AuditEntry, Json } from '../types.ts';

/** An audit log entry as REST and Gateway show it. */
export function auditShape(entry: AuditEntry): Json {
  return {
    id: entry.id,
    user_id: entry.user,
    target_id: entry.target,
    action_type: AuditLogEvent.MemberRoleUpdate,
    changes: [{ key: entry.action === 'role-given' ? '$add' : '$remove', new_value: [entry.role] }],
    ...(entry.reason === null ? {} : { reason: entry.reason }),
  };
}
