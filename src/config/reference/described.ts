/** What a key of latchkey.yml means, in a sentence or two, and what counts where it's left out. */
export interface Described {
  readonly what: string;
  /** As it would be written; left out where there is none. */
  readonly default?: string;
  /** Where the example says more than words. */
  readonly example?: string;
}

const slackChannel: Described = {
  what: 'The id of a Slack channel. Copy it from the channel’s details; a name isn’t enough.',
};
const discordChannel: Described = { what: 'The id of a Discord channel, in quotes.' };

/**
 * Every key of latchkey.yml by its path, `[]` for each entry of a list and `.*` for each key of a mapping: what editors show
 * (docs/latchkey.schema.json) and docs/configuration.md lists. A test holds it to the shape.
 */
export const described: Readonly<Record<string, Described>> = {
  tenant: {
    what: 'The name of your organisation in every record. Another name starts another, empty record.',
    default: 'main',
  },
  latchkey: { what: 'Who looks after Latchkey itself. They don’t decide about access by this.' },
  'latchkey.administrators': {
    what: 'They settle links, people and stuck requests. Name at least two, so that one can decide about the other.',
  },
  'latchkey.auditors': { what: 'They can read about everybody (`/access who`, `why`, `audit`).' },
  people: { what: 'Who counts as a person, and who is the same one.' },
  'people.domains': {
    what: 'E-mail addresses that nobody has proved must end in one of these. Addresses in this file that don’t are a warning.',
    default: 'any domain',
    example: '[acme.test]',
  },
  'people.members': {
    what: 'People without an e-mail, by the id of their account. Whoever stands elsewhere in the file by id needs no entry here.',
    example: '["discord:300100"]',
  },
  'people.same': {
    what: 'One human with several addresses or accounts: they have one vote together.',
    example: '[[ada@acme.test, ada.admin@acme.test]]',
  },
  'people.different': {
    what: 'Different humans who once shared an account. Counts for requests made afterwards.',
    example: '[[kim@acme.test, kim.li@acme.test]]',
  },
  limits: { what: 'How much one person can send and have open, so that nobody holds up the others.' },
  'limits.burst': { what: 'Commands and clicks of one account in a row.', default: '20' },
  'limits.perSecond': { what: 'How many more each second.', default: '1' },
  'limits.requestsPerHour': {
    what: 'Requests within an hour by one person for the same person and the same access.',
    default: '3',
  },
  'limits.requestsPerPersonPerHour': { what: 'Requests within an hour by one person.', default: '30' },
  'limits.openRequests': { what: 'Requests of one person that wait for a decision at the same time.', default: '20' },
  defaults: { what: 'What counts where neither the request nor a rule says otherwise.' },
  'defaults.duration': { what: 'How long access lasts.', default: '8h' },
  'defaults.maxDuration': { what: 'The longest that can be requested.', default: '30d' },
  'defaults.always': { what: 'Whether access without an end can be requested.', default: 'false' },
  'defaults.lapse': { what: 'How long a request waits for a decision before it lapses.', default: '3d' },
  'defaults.timeZone': {
    what: 'The time zone of “until 18:00” for people whose Slack profile has none, by its IANA name.',
    default: 'UTC',
    example: 'Europe/Berlin',
  },
  products: { what: 'Products whose console people can request (rules C1–C8).' },
  'products[].id': { what: 'The name that people type: `console:ID` can be requested.' },
  'products[].name': { what: 'The name that people read.', default: 'the id' },
  'products[].administrators': {
    what: 'The product’s own administrators. They have its console by default (C2) and decide about it.',
  },
  instances: { what: 'Instances whose roles and items people can request (rules R1–R8).' },
  'instances[].id': { what: 'The name that people type: `role:ID/ROLE` can be requested.' },
  'instances[].name': { what: 'The name that people read.', default: 'the id' },
  'instances[].defaultAdministrator': {
    what: 'The built-in administrator account (R6). It isn’t a person, so its address can’t stand anywhere else in the file.',
  },
  'instances[].members': {
    what: 'Who is in which group: for each group, a list of people. Groups are the seventeen built-in ones, _Deny user listing_, and custom groups.',
  },
  'instances[].members.*': { what: 'The people in this group.' },
  'instances[].groups': { what: 'Custom groups (R7). They can be requested like a role.' },
  'instances[].groups[].name': { what: 'The group’s name.' },
  'instances[].groups[].members': { what: 'People, and names of other custom groups of this instance.' },
  'instances[].groups[].memberOf': { what: 'Built-in groups whose rights this group gets.' },
  'instances[].items': { what: 'Assets, packages and tools (R4).' },
  'instances[].items[].id': { what: 'The name that people type.' },
  'instances[].items[].kind': { what: 'Rights can be given on assets. Packages and tools only have their flag.' },
  'instances[].items[].allowedForHelpDesk': {
    what: 'For packages and tools: whether Help desk may use it (R3).',
    default: 'false',
  },
  channels: { what: 'Where cards and the audit trail are posted, by the channel’s id for each chat.' },
  'channels.approvals': { what: 'Where requests are decided.', example: "{ slack: C0APPROVE, discord: '1100' }" },
  'channels.approvals.slack': slackChannel,
  'channels.approvals.discord': discordChannel,
  'channels.audit': { what: 'Where every step is posted.', example: "{ slack: C0AUDIT, discord: '1200' }" },
  'channels.audit.slack': slackChannel,
  'channels.audit.discord': discordChannel,
  'channels.language': {
    what: 'The language of cards and audit messages in channels. What one person reads is in the language of their own chat.',
    default: 'en',
  },
  targets: { what: 'Roles of a Discord server that come and go with an access.' },
  'targets[].entitlement': {
    what: 'What gives the role: `console:PRODUCT`, `role:INSTANCE/ROLE` or `item:INSTANCE/ITEM/RIGHT`, but no limit.',
  },
  'targets[].discord': { what: 'The id of the role, in quotes. Several entitlements can name one role.' },
  'targets[].drift': {
    what: 'What happens where somebody gives or takes the role by hand: `report` says so, `restore` also puts it right.',
    default: 'report',
  },
  authority: { what: 'Roles of a Discord server whose holders decide, as if they had the access that carries it.' },
  'authority[].product': { what: 'They decide about this product’s console.' },
  'authority[].instance': { what: 'They decide about every role and item of this instance.' },
  'authority[].discord': { what: 'The id of the role, in quotes.' },
  clients: { what: 'Systems that ask through the decision API (docs/decisions.md).' },
  'clients[].id': { what: 'The client’s name in records and logs.' },
  'clients[].token': { what: 'The client’s bearer token.' },
  'clients[].token.env': {
    what: 'The environment variable that holds it; several are separated by blanks during rotation.',
  },
  'clients[].products': { what: 'The products that it may ask about.' },
  'clients[].instances': { what: 'The instances that it may ask about.' },
  'clients[].may': { what: 'What it may do.' },
  'clients[].owners': { what: 'Who runs it. They have no vote in what it asks for. Needed with `request`.' },
  'clients[].actors': {
    what: 'Who may stand between it and the person it asks for (docs/access-requests.md). A request that names another one is refused.',
    example: '[{ issuer: https://agents.acme.test, id: invoice-agent }]',
  },
  'clients[].actors[].issuer': {
    what: 'Who vouches for the actor’s name: `iss` in an `act`, `issuer` in `client.actor`.',
  },
  'clients[].actors[].id': { what: 'The actor’s name there: `sub` in an `act`, `id` in `client.actor`.' },
  'clients[].callbacks': { what: 'Where it may ask to be told how a request went.' },
  'clients[].callbacks[].url': { what: 'The address, exactly as requests name it.' },
  'clients[].callbacks[].secret': { what: 'What signs the notifications.' },
  'clients[].callbacks[].secret.env': {
    what: 'The environment variable that holds it (`whsec_…`); several are separated by blanks during rotation.',
  },
  'clients[].callbacks[].network': {
    what: 'With `private`, private and loopback addresses and plain http are allowed.',
    default: 'public',
  },
  'clients[].limits': {
    what: 'How much it may ask each second, in each `bot` process. Beyond that it gets 429 with `Retry-After`.',
  },
  'clients[].limits.evaluations': { what: 'Evaluations. Each one of a batch counts.', default: '1000' },
  'clients[].limits.searches': { what: 'Searches.', default: '20' },
  'clients[].limits.requests': {
    what: 'Submissions of requests, look-ups of their tasks, and cancellations.',
    default: '10',
  },
  inbound: { what: 'Systems that report facts, request access and bind tickets (docs/inbound.md).' },
  'inbound[].id': { what: 'The hook’s name in records, and in its address: `/webhooks/inbound/NAME`.' },
  'inbound[].secret': { what: 'What signs its deliveries.' },
  'inbound[].secret.env': {
    what: 'The environment variable that holds it (`whsec_…`); several are separated by blanks during rotation.',
  },
  'inbound[].products': { what: 'The products that it may report or ask about.' },
  'inbound[].instances': { what: 'The instances that it may report or ask about.' },
  'inbound[].may': { what: 'What it may do.' },
  'inbound[].owners': {
    what: 'Who runs it. They have no vote in what it asks for, and confirm none of its reports. Needed with `request`.',
  },
  webhooks: { what: 'Endpoints that are told what happens.' },
  'webhooks[].id': { what: 'The endpoint’s name in records and on the command line.' },
  'webhooks[].url': { what: 'Where deliveries are sent.' },
  'webhooks[].secret': { what: 'What signs the deliveries.' },
  'webhooks[].secret.env': {
    what: 'The environment variable that holds it (`whsec_…`); several are separated by blanks during rotation.',
  },
  'webhooks[].events': {
    what: 'The types of events that are sent; a trailing `*` matches any ending.',
    default: 'all but `access.refused` and `access.imported`',
    example: '[access.started, access.expired, access.revoked]',
  },
  'webhooks[].entitlements': {
    what: 'Only events about these; a trailing `*` matches any ending.',
    default: 'all',
    example: "['console:acme-prod', 'role:mdm-eu/*']",
  },
  'webhooks[].network': {
    what: 'With `private`, private and loopback addresses and plain http are allowed.',
    default: 'public',
  },
  approvals: {
    what: 'Rules that require more than authority. The first match wins; without one, one person with authority decides.',
  },
  'approvals[].match': { what: 'What the rule is for. Every key has to fit; without `match`, it’s for everything.' },
  'approvals[].match.kind': { what: 'The kind of entitlement.' },
  'approvals[].match.product': { what: 'A product’s id, for consoles.' },
  'approvals[].match.instance': { what: 'An instance’s id, for roles and items.' },
  'approvals[].match.role': { what: 'A group’s name.' },
  'approvals[].match.item': { what: 'An item’s id.' },
  'approvals[].match.right': { what: 'The right on an item.' },
  'approvals[].stages': { what: 'Who has to approve, one stage after the other. One person counts once.' },
  'approvals[].stages[].of': {
    what: 'Who approves at this stage: `authority`, `role:INSTANCE/ROLE`, or a list of people. Each needs authority as well.',
  },
  'approvals[].stages[].count': { what: 'How many of them.', default: '1' },
  'approvals[].duration': {
    what: 'How long access lasts where the request doesn’t say.',
    default: '`defaults.duration`',
  },
  'approvals[].maxDuration': { what: 'The longest that can be requested.', default: '`defaults.maxDuration`' },
  'approvals[].always': {
    what: 'Whether access without an end can be requested.',
    default: '`defaults.always`, but `false` where `maxDuration` is set',
  },
};
