import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { platforms } from '../chat/registry.ts';
import type { ApprovalRule, Catalogue, Instance, Stage } from '../domain/catalogue.ts';
import { readDomain } from '../lib/address.ts';
import { zoneName } from '../lib/zoned-time.ts';
import { normalEmail } from '../domain/identity.ts';
import { buildAuthority } from './checks/authority.ts';
import { buildClients } from './checks/clients.ts';
import { buildInbound } from './checks/inbound.ts';
import { builtInDefaults, ms } from './checks/durations.ts';
import { declaredMembers } from './checks/people.ts';
import { buildTargets } from './checks/targets.ts';
import { buildWebhooks } from './checks/webhooks.ts';
import { isPerson } from './members.ts';
import type { InstanceNames, Names } from './names.ts';
import { find, fold, tidy } from './names.ts';
import { resolveRole } from './rule-match.ts';
import type { FileShape } from './shape.ts';

type FileInstance = NonNullable<FileShape['instances']>[number];
type FileRule = NonNullable<FileShape['approvals']>[number];

/** The catalogue of a file that has been checked and has no faults: names as declared, e-mails lower-cased, times in ms. */
export function buildCatalogue(file: FileShape, names: Names): Catalogue {
  const understood: Omit<Catalogue, 'hash' | 'limits' | 'defaults'> & {
    defaults: Omit<Catalogue['defaults'], 'timeZone'>;
  } = {
    tenant: file.tenant ?? 'main',
    latchkey: {
      administrators: emails(file.latchkey?.administrators),
      auditors: emails(file.latchkey?.auditors),
    },
    domains: [...new Set((file.people?.domains ?? []).map((domain) => readDomain(domain.trim()) ?? domain))],
    members: declaredMembers(file),
    same: (file.people?.same ?? []).map(emails),
    different: (file.people?.different ?? []).map(emails),
    defaults: defaults(file.defaults),
    products: (file.products ?? []).map(({ id, name, administrators }) => ({
      id,
      name: tidy(name ?? id),
      administrators: emails(administrators),
    })),
    instances: (file.instances ?? []).map((instance, index) => buildInstance(instance, names.instances[index], names)),
    rules: (file.approvals ?? []).map((rule) => buildRule(rule, names)),
    channels: {
      approvals: channels(file.channels?.approvals),
      audit: channels(file.channels?.audit),
      ...(file.channels?.language !== undefined && { language: file.channels.language }),
    },
    targets: buildTargets(file, names),
    authority: buildAuthority(file, names),
    ...(file.clients !== undefined && { clients: buildClients(file, names) }),
  };
  const timeZone = zoneName((file.defaults?.timeZone ?? '').trim()) ?? 'UTC';
  return {
    ...understood,
    ...(file.webhooks !== undefined && { webhooks: buildWebhooks(file, names) }),
    ...(file.inbound !== undefined && { inbound: buildInbound(file, names) }),
    defaults: { ...understood.defaults, timeZone },
    limits: { ...builtInLimits, ...file.limits },
    hash: hashOf(understood),
  };
}

const builtInLimits = { burst: 20, perSecond: 1, requestsPerHour: 3, requestsPerPersonPerHour: 30, openRequests: 20 };

function hashOf(understood: object): string {
  return createHash('sha256')
    .update(canonicalize(understood) ?? '', 'utf8')
    .digest('hex');
}

/** Lower-cased, each once, in the order of the file. */
function emails(list: readonly string[] | undefined): string[] {
  return [...new Set((list ?? []).map(normalEmail))];
}

function defaults(file: FileShape['defaults']): Omit<Catalogue['defaults'], 'timeZone'> {
  const maxDurationMs = ms(file?.maxDuration) ?? builtInDefaults.maxDurationMs;
  return {
    durationMs: ms(file?.duration) ?? Math.min(builtInDefaults.durationMs, maxDurationMs),
    maxDurationMs,
    always: file?.always ?? false,
    lapseMs: ms(file?.lapse) ?? builtInDefaults.lapseMs,
  };
}

function buildInstance(file: FileInstance, own: InstanceNames | undefined, names: Names): Instance {
  const groupNamed = (text: string): string => own?.findGroup(text) ?? tidy(text);
  const groups = file.groups ?? [];
  const declared = Object.entries(file.members ?? {}).flatMap(([role, list]) =>
    emails(list).map((email) => ({ role: groupNamed(role), email })),
  );
  const inGroups = groups.flatMap(({ name, members }) =>
    emails(members?.filter(isPerson)).map((email) => ({ role: tidy(name), email })),
  );
  const members = new Map([...declared, ...inGroups].map((one) => [`${fold(one.role)} ${one.email}`, one]));
  return {
    id: file.id,
    name: tidy(file.name ?? file.id),
    defaultAdministrator: file.defaultAdministrator === undefined ? null : normalEmail(file.defaultAdministrator),
    members: [...members.values()],
    groups: groups.map((group) => ({
      name: tidy(group.name),
      members: [...new Set((group.members ?? []).filter((one) => !isPerson(one)).map(groupNamed))],
      memberOf: [...new Set((group.memberOf ?? []).map((one) => names.builtIn.find(one) ?? one))],
    })),
    items: (file.items ?? []).map(({ id, kind, allowedForHelpDesk }) => ({
      id,
      kind,
      allowedForHelpDesk: allowedForHelpDesk ?? false,
    })),
  };
}

function buildRule(file: FileRule, names: Names): ApprovalRule {
  const match = file.match ?? {};
  const instances = names.instances.map(({ id }) => id);
  const items = names.instances.flatMap((instance) => instance.items.map(({ id }) => id));
  return {
    match: {
      ...(match.kind !== undefined && { kind: match.kind }),
      ...(match.product !== undefined && { product: find(names.products, match.product) ?? match.product }),
      ...(match.instance !== undefined && { instance: find(instances, match.instance) ?? match.instance }),
      ...(match.role !== undefined && { role: resolveRole(match.role, match, names) ?? match.role }),
      ...(match.item !== undefined && { item: find(items, match.item) ?? match.item }),
      ...(match.right !== undefined && { right: match.right }),
    },
    stages: (file.stages ?? []).map((stage) => buildStage(stage, names)),
    durationMs: ms(file.duration) ?? null,
    maxDurationMs: ms(file.maxDuration) ?? null,
    always: file.always ?? null,
  };
}

function buildStage({ of, count }: NonNullable<FileRule['stages']>[number], names: Names): Stage {
  if (Array.isArray(of)) return { of: { kind: 'people', emails: emails(of as string[]) }, count: count ?? 1 };
  const role = /^\s*role:([^/]+)\/(.+)$/i.exec(String(of));
  const instance = names.instances.find(({ id }) => fold(id) === fold(role?.[1] ?? ''));
  if (role?.[2] === undefined) return { of: { kind: 'authority' }, count: count ?? 1 };
  if (instance === undefined) throw new Error(`The stage of ${String(of)} was not checked`);
  return {
    of: { kind: 'role', instance: instance.id, role: instance.findGroup(role[2]) ?? role[2] },
    count: count ?? 1,
  };
}

function channels(file: Readonly<Record<string, string | undefined>> | undefined): Readonly<Record<string, string>> {
  return Object.fromEntries(
    platforms.flatMap(({ name }) => {
      const id = file?.[name];
      return id === undefined ? [] : [[name, id] as const];
    }),
  );
}
