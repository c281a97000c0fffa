// @ts-check
/**
 * What may import what: the tables of server/README.md as data. Everything not listed is forbidden.
 * scripts/checks/imports.mjs runs them and prints file, line, rule and fix.
 */

const MODULE = '^server/src/modules/([^/]+)/';
const TEST = '(\\.test\\.tsx?$|(^|/)test/)';
const CLIENT = '^server/src/connectors/.*\\.client\\.ts$';

/** The layers of the server by the paths of their files. A file belongs to the first that matches. */
const layers = {
  main: '^server/src/(main|connect-payments)\\.ts$',
  environment: '^server/src/(environment|database-classes)\\.ts$',
  migrations: '^server/migrations/',
  app: '^server/src/(app|authenticate|callbacks|contract-notices|outbox|payment-work|shipment-work|subscription-work|supply-work)\\.ts$',
  schema: '^server/src/schema\\.ts$',
  http: '^server/src/http/',
  demo: '^server/src/demo/',
  graphql: '^server/src/graphql/',
  connectors: '^server/src/connectors/',
  engine: '^server/src/engine/',
  platform: '^server/src/platform/',
  resolvers: `${MODULE}[^/]+\\.(resolver|types|inputs|visibility)\\.ts$`,
  loaders: `${MODULE}[^/]+\\.loaders\\.ts$`,
  entities: `${MODULE}[^/]+\\.entities\\.ts$`,
  modules: `${MODULE}(?![^/]+\\.(resolver|types|inputs|visibility|loaders|entities)\\.ts$)`,
};

/**
 * Which layers each layer may import besides itself. `modules` are the actions and stores with the index of each module;
 * which module may use which other is the next table.
 * @type {Record<keyof typeof layers, (keyof typeof layers)[]>}
 */
const mayImport = {
  main: ['app', 'environment', 'demo', 'modules', 'connectors', 'platform'],
  environment: ['migrations', 'entities', 'demo', 'platform'],
  migrations: ['platform'],
  app: ['http', 'schema', 'demo', 'graphql', 'resolvers', 'modules', 'connectors', 'platform'],
  schema: ['resolvers', 'graphql', 'platform'],
  http: ['graphql', 'platform'],
  demo: ['http', 'graphql', 'modules', 'engine', 'connectors', 'platform'],
  resolvers: ['modules', 'loaders', 'entities', 'graphql', 'connectors', 'engine', 'platform'],
  loaders: ['modules', 'entities', 'platform'],
  modules: ['loaders', 'entities', 'connectors', 'engine', 'platform'],
  entities: ['engine', 'platform'],
  graphql: ['platform'],
  connectors: ['platform'],
  engine: [],
  platform: [],
};

/**
 * Which modules a module may use, through their index.ts only. No edge may have a way back: what must happen in a
 * module that uses this one goes through the outbox.
 * @type {Record<string, string[]>}
 */
const mayUse = {
  adjustments: ['idempotency', 'journal', 'members', 'programs'],
  assets: ['benefits', 'coupons', 'growth', 'journal', 'members', 'points', 'programs', 'wallet'],
  coupons: ['idempotency', 'journal', 'members', 'programs'],
  benefits: ['idempotency', 'journal', 'members', 'programs'],
  family: ['benefits', 'idempotency', 'journal', 'members', 'programs'],
  journal: ['programs'],
  members: ['idempotency', 'journal', 'partners', 'programs'],
  'check-in': ['idempotency', 'journal', 'members', 'programs'],
  events: ['idempotency', 'journal', 'members', 'partners', 'programs'],
  levels: ['idempotency', 'journal', 'members', 'programs'],
  growth: ['journal', 'programs'],
  linking: [
    'addresses',
    'family',
    'idempotency',
    'journal',
    'members',
    'orders',
    'partners',
    'payments',
    'programs',
    'referrals',
    'subscribe-messages',
    'subscriptions',
  ],
  points: ['idempotency', 'journal', 'members', 'programs'],
  notifications: ['journal', 'programs'],
  referrals: ['journal', 'members', 'programs'],
  plans: ['benefits', 'journal', 'members', 'programs'],
  subscriptions: [
    ...['benefits', 'idempotency', 'journal', 'members', 'notifications', 'operations'],
    ...['payments', 'plans', 'programs'],
  ],
  wallet: ['idempotency', 'journal', 'members', 'payments', 'programs'],
  addresses: ['idempotency', 'members'],
  mall: ['idempotency', 'journal', 'media', 'members', 'operations', 'programs'],
  orders: ['addresses', 'coupons', 'idempotency', 'journal', 'mall', 'members', 'payments', 'plans', 'programs'],
  'card-codes': ['idempotency', 'mall', 'members', 'operations', 'orders', 'programs'],
  supplies: ['card-codes', 'idempotency', 'mall', 'members', 'operations', 'orders', 'programs'],
  payments: ['members'],
  shipments: ['idempotency', 'journal', 'members', 'operations', 'orders', 'payments', 'programs'],
  'subscribe-messages': ['idempotency', 'members', 'notifications', 'programs'],
  simulation: ['journal', 'members', 'programs'],
  tags: ['journal', 'members', 'programs'],
  tasks: ['idempotency', 'journal', 'levels', 'members', 'programs'],
};

/**
 * Whose GraphQL types a module's resolvers and types may extend with fields of its own (`x.types.ts`), besides those of
 * the modules it uses: the dependent module adds the field, so the type's own module need not know it.
 * @type {Record<string, string[]>}
 */
const mayExtend = {
  levels: ['members'],
  growth: ['members'],
  points: ['members'],
  notifications: ['members'],
};

/** @param {string} layer */
const nameOf = (layer) => layers[/** @type {keyof typeof layers} */ (layer)];

/** The engine has a stricter rule of its own below. */
const layersWithRule = Object.entries(mayImport).filter(([layer]) => layer !== 'engine');

const layerRules = layersWithRule.map(([layer, allowed]) => ({
  name: `layer-${layer}`,
  comment: `${layer} may import ${['itself', ...allowed].join(', ')}. Move the code to the layer it belongs to, or pass the value in.`,
  severity: 'error',
  from: { path: nameOf(layer), pathNot: TEST },
  to: { path: '^server/', pathNot: [layer, ...allowed].map(nameOf) },
}));

const edgesOf = (/** @type {string} */ module) => mayUse[module] ?? [];

/** @param {string[]} names */
const anyOf = (names) => (names.length > 0 ? `(${names.join('|')})` : '(?!)');

/** Every module that a table names as the user of another. */
const named = [...new Set([...Object.keys(mayUse), ...Object.keys(mayExtend)])];

/** @param {string} module */
const edgeRules = (module) => {
  const own = `^server/src/modules/${module}/`;
  const index = `^server/src/modules/${anyOf(edgesOf(module))}/index\\.ts$`;
  const types = `^server/src/modules/${anyOf([...edgesOf(module), ...(mayExtend[module] ?? [])])}/[^/]+\\.(types|visibility)\\.ts$`;
  const comment =
    `${module} may use ${edgesOf(module).join(', ') || 'no other module'}, through index.ts only; its resolvers and types ` +
    `may use the types and the visibility of ${[...edgesOf(module), ...(mayExtend[module] ?? [])].join(', ') || 'none'} (*.types.ts, *.visibility.ts). ` +
    'Export what you need from the index, use the outbox, or add the edge to .dependency-cruiser.cjs.';
  const edge = `${own}[^/]+\\.(resolver|types)\\.ts$`;
  return [
    {
      name: `module-${module}`,
      comment,
      severity: 'error',
      from: { path: own, pathNot: [TEST, edge] },
      to: { path: '^server/src/modules/', pathNot: [own, index] },
    },
    {
      name: `module-${module}`,
      comment,
      severity: 'error',
      from: { path: edge },
      to: { path: '^server/src/modules/', pathNot: [own, index, types] },
    },
  ];
};

/** Modules in neither table use no other module. */
const otherModules = {
  name: 'module-without-edges',
  comment: 'This module is in no table yet, so it may use no other. Add its edges to .dependency-cruiser.cjs.',
  severity: 'error',
  from: { path: MODULE, pathNot: [TEST, `^server/src/modules/${anyOf(named)}/`] },
  to: { path: '^server/src/modules/', pathNot: '^server/src/modules/$1/' },
};

/** Those who are not a module themselves. */
const insideOfModules = {
  name: 'module-inside',
  comment: 'Only index.ts of a module is for others; export from it what you need.',
  severity: 'error',
  from: { path: '^server/src/(http|main|demo)|^scripts/' },
  to: { path: MODULE, pathNot: `${MODULE}index\\.ts$` },
};

const special = [
  {
    name: 'engine-is-pure',
    comment: 'The engine imports nothing but itself and temporal-polyfill. Pass the value in.',
    severity: 'error',
    from: { path: layers.engine, pathNot: TEST },
    to: { pathNot: [layers.engine, '(^|/)node_modules/temporal-polyfill/', '^temporal-polyfill$'] },
  },
  {
    name: 'actions-know-no-graphql',
    comment:
      'Actions, stores and entities serve every caller. Keep GraphQL in the resolver, types, inputs and loaders.',
    severity: 'error',
    from: { path: [layers.modules, layers.entities], pathNot: TEST },
    to: { path: '(^|/)node_modules/(type-graphql|graphql)/' },
  },
  {
    name: 'actions-know-only-ports',
    comment: 'Import the port (wechat.ts), not the client (wechat.client.ts); app.ts passes the client in.',
    severity: 'error',
    from: { path: MODULE, pathNot: TEST },
    to: { path: CLIENT },
  },
  {
    name: 'index-exports-no-entities',
    comment: 'What other modules use is functions and types. Export a function that answers the question.',
    severity: 'error',
    from: { path: `${MODULE}index\\.ts$` },
    to: { path: layers.entities },
  },
  {
    name: 'migrations-stand-alone',
    comment: 'A migration never changes, sources do. Write out what it needs.',
    severity: 'error',
    from: { path: '^server/migrations/' },
    to: { path: '^(server/src|scripts)/', pathNot: '^server/src/platform/database/' },
  },
  {
    name: 'server-without-scripts',
    comment: 'The server runs without scripts/. Move the code to server/src.',
    severity: 'error',
    from: { path: '^server/src/', pathNot: TEST },
    to: { path: '^scripts/' },
  },
  {
    name: 'miniapp-and-server-apart',
    comment: 'Their contract is schema.graphql, generated into the mini-app.',
    severity: 'error',
    from: { path: '^miniapp/' },
    to: { path: '^(server|scripts)/' },
  },
  {
    name: 'miniapp-and-server-apart',
    comment: 'Their contract is schema.graphql, generated into the mini-app.',
    severity: 'error',
    from: { path: '^(server|scripts)/' },
    to: { path: '^miniapp/' },
  },
  {
    name: 'simulator-apart',
    comment: 'The simulator stands in for WeChat: shared code would share the mistakes. Write it out.',
    severity: 'error',
    from: { path: '^scripts/simulator/' },
    to: { path: '^(server|scripts)/', pathNot: '^scripts/simulator/' },
  },
  {
    name: 'no-tests-in-production',
    comment: 'Test code is not in the build. Move what both need to the sources.',
    severity: 'error',
    from: { path: '^(server/src|server/migrations|scripts|miniapp/src)/', pathNot: TEST },
    to: { path: TEST },
  },
  {
    name: 'no-cycles',
    comment: 'Move what both need to a file of its own.',
    severity: 'error',
    from: {},
    to: { circular: true },
  },
  {
    name: 'no-orphans',
    comment: 'Nothing imports it and it imports nothing. Remove it, or wire it up.',
    severity: 'error',
    from: { orphan: true, path: '^server/src/', pathNot: [TEST, layers.main, '\\.d\\.ts$'] },
    to: {},
  },
  {
    name: 'resolvable',
    comment: 'The import leads nowhere: correct it, or add the dependency.',
    severity: 'error',
    from: { path: '^(server|scripts)/' },
    to: { couldNotResolve: true },
  },
];

module.exports = {
  forbidden: [...layerRules, ...named.flatMap(edgeRules), otherModules, insideOfModules, ...special],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|generated)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
