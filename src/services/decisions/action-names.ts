/**
 * The names of actions in the decision API (DESIGN §8): one for each row of tables 1 to 4. They are frozen: other systems
 * have them in their configuration, so a row keeps its name when its words change.
 */
export const permissionActions: Readonly<Record<string, string>> = {
  'reader-access-to-the-entire-system': 'Reader access to the entire system',
  'edit-access-to-asset-configuration-items': 'Edit access to asset configuration items',
  'access-to-system-settings': 'Access to system settings',
  'access-to-license-transaction-prices': 'Access to license transaction prices',
  'access-to-report-builder': 'Access to report builder',
  'access-to-detailed-reports-of-virus-alerts': 'Access to detailed reports of virus alerts',
  'access-to-automation-tasks': 'Access to Automation tasks',
  'read-access-to-encryption-recovery-key': 'Read access to encryption recovery key',
  'access-to-user-information': 'Access to user information',
  'activate-initial-installation': 'Activate initial installation',
  'define-permissions-to-other-users-accounts': 'Define permissions to other users accounts',
  'distribute-installation-packages': 'Distribute installation packages',
  'import-events-from-external-systems-via-mdevent-exe': 'Import events from external systems (via mdevent.exe)',
  'import-licenses-from-a-csv-file': 'Import licenses from a CSV file',
  'install-miradore-client': 'Install Miradore client',
  'process-reported-asset-data-mismatches': 'Process reported asset data mismatches',
  'share-custom-reports-to-other-users': 'Share custom reports to other users',
  'share-custom-dashboards-via-public-url': 'Share custom dashboards via public URL',
  'test-installation-packages': 'Test installation packages',
  'unlock-locked-user-accounts': 'Unlock locked user accounts',
  'use-custom-tools': 'Use custom tools',
  'use-and-configure-network-discovery': 'Use and configure network discovery',
  'use-miradore-web-service-to-query-data': 'Use Miradore web service to query data',
  'create-assets': 'Create assets',
  'create-asset-models': 'Create asset models',
  'create-modify-or-remove-asset-groups': 'Create, modify or remove asset groups',
  'create-custom-dashboards': 'Create custom dashboards',
  'create-group-distributions': 'Create group distributions',
  'create-hardware-categories': 'Create hardware categories',
  'create-installation-packages': 'Create installation packages',
  'create-license-pools': 'Create license pools',
  'create-locations': 'Create locations',
  'create-managed-software': 'Create managed software',
  'create-organizations': 'Create organizations',
  'create-software-categories': 'Create software categories',
  'create-subnets': 'Create subnets',
  'create-tcp-ip-items': 'Create TCP/IP items',
  'activate-asset-groups': 'Activate asset groups',
  'activate-and-approve-asset-models': 'Activate and approve asset models',
  'activate-approve-and-reject-group-distributions': 'Activate, approve, and reject group distributions',
  'activate-and-approve-installation-packages': 'Activate and approve installation packages',
  'activate-approve-and-close-license-pools': 'Activate, approve, and close license pools',
  'activate-or-remove-locations': 'Activate or remove locations',
  'activate-and-deactivate-managed-software': 'Activate and deactivate managed software',
  'activate-or-remove-organizations': 'Activate or remove organizations',
  'approve-patch-deployments': 'Approve patch deployments',
  'activate-and-remove-subnets': 'Activate and remove subnets',
};

/** What can be asked about a product, and the right of the policy that it means. */
export const productActions = { console: 'console', 'add-users': 'add users' } as const;
export type ProductAction = keyof typeof productActions;

export function isProductAction(name: string): name is ProductAction {
  return Object.hasOwn(productActions, name);
}

const byLabel = new Map(Object.values(permissionActions).map((label) => [label.toLowerCase(), label]));

/** The label of the permission that an action names, by its name or its label in any case; null: there is none. */
export function permissionOf(action: string): string | null {
  if (Object.hasOwn(permissionActions, action)) return permissionActions[action] ?? null;
  return byLabel.get(action.trim().toLowerCase()) ?? null;
}
