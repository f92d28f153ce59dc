// Who may import whom. Each rule is one arrow of the plan that must not be drawn; a new arrow is a decision, not an exception here.
// Imports of types count: a type is knowledge too.
const ENTRY = '^functions/[^/]+/index\\.tsx?$';
const TABLES = '^functions/store/tables\\.ts$';
/** What every entry starts with: its settings, and the parts put together from them. */
const COMPOSITION = '^functions/(settings|compose)\\.ts$';
const OWN = (room) => `^functions/${room}/`;
const ROOMS = '^(functions|lib|bin|tests|scripts)/';

/** A room of functions/ may import itself and the named rooms; packages are not looked at here. */
const room = (name, mayImport, comment) => ({
  name: `${name}-imports`,
  severity: 'error',
  comment,
  from: { path: OWN(name), pathNot: ENTRY },
  to: { path: ROOMS, pathNot: [OWN(name), ...mayImport] },
});

module.exports = {
  forbidden: [
    {
      name: 'domain-is-pure',
      severity: 'error',
      comment: 'The domain decides from its arguments alone: no package, no node: module, no other room.',
      from: { path: OWN('domain') },
      to: { pathNot: OWN('domain') },
    },
    room('store', [OWN('domain')], 'The store knows rows and keys, and the shapes of the domain.'),
    room('mail', [OWN('domain')], 'Mail is written from facts it is handed.'),
    room('services', [OWN('domain'), OWN('store')], 'A use case loads, decides and saves.'),
    room('web', [OWN('domain'), OWN('services')], 'Pages ask the services, never the store.'),
    {
      name: 'only-the-store-speaks-dynamodb',
      severity: 'error',
      comment: 'Nobody else knows a key.',
      from: { path: '^functions/', pathNot: OWN('store') },
      to: { path: '@aws-sdk/(client-dynamodb|lib-dynamodb)' },
    },
    {
      name: 'nobody-imports-an-entry',
      severity: 'error',
      comment: 'An entry composes; what it composes lies in the rooms.',
      from: { path: '^functions/' },
      to: { path: ENTRY },
    },
    {
      name: 'functions-know-no-house',
      severity: 'error',
      comment: 'The functions run in either house and see neither.',
      from: { path: '^functions/' },
      to: { path: '^(lib|bin|tests|scripts)/' },
    },
    {
      name: 'cloud-assembles',
      severity: 'error',
      from: { path: '^lib/cloud/' },
      to: { path: ROOMS, pathNot: ['^lib/cloud/', TABLES, ENTRY] },
    },
    {
      name: 'local-assembles',
      severity: 'error',
      comment: 'Sign-in borrows the page frame; the sample bureau is loaded through the services, like any other data.',
      from: { path: '^lib/local/' },
      to: { path: ROOMS, pathNot: ['^lib/local/', TABLES, COMPOSITION, ENTRY, OWN('domain'), OWN('services'), OWN('web')] },
    },
    {
      name: 'front-doors',
      severity: 'error',
      comment: 'Each front door opens one house.',
      from: { path: '^bin/([^/.]+)\\.ts$' },
      to: { path: ROOMS, pathNot: ['^lib/$1/', COMPOSITION] },
    },
    {
      name: 'functions-ship-what-they-use',
      severity: 'error',
      comment: 'A bundle is made of dependencies; types vanish and may come from anywhere.',
      from: { path: '^functions/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'product-knows-no-test',
      severity: 'error',
      from: { path: '^(functions|lib|bin)/' },
      to: { path: '^(tests|scripts)/' },
    },
    {
      name: 'no-circle',
      severity: 'error',
      comment: 'Two types may speak of each other; two modules that run may not wait for each other.',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-dead-end',
      severity: 'error',
      comment: 'The types of Lambda are all there is of that package.',
      from: {},
      to: { couldNotResolve: true, pathNot: '^aws-lambda$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(cdk\\.out|coverage|\\.cache)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js', '.cjs', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default'],
    },
  },
};
