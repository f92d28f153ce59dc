// What the linter asks for beyond the compiler: typed rules, and the house rules that a machine can check.
// Import rules between the rooms are not here but in .dependency-cruiser.cjs.
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

const NO_DEFAULT_EXPORT = {
  selector: 'ExportDefaultDeclaration',
  message: 'Named exports only, so that a thing has one name everywhere.',
};
const NO_SKIPPED_TEST = {
  selector: 'MemberExpression[object.name=/^(it|test|describe)$/][property.name=/^(skip|todo|only|fails)$/]',
  message: 'A test runs or is deleted.',
};
const WHOLE_ZOD = {
  selector: "ImportDeclaration[source.value='zod'] > :not(ImportNamespaceSpecifier, Literal)",
  message: "import * as z from 'zod': the other forms bundle every language of its messages.",
};
const LARGE_ZOD = {
  selector: "ImportDeclaration[source.value='zod']",
  message: "import * as z from 'zod/mini' here: what every function reads before its first request stays small.",
};
const PURE = [
  {
    selector: "CallExpression[callee.object.name='Date'][callee.property.name='now']",
    message: 'The domain gets the time as an argument.',
  },
  { selector: "NewExpression[callee.name='Date'][arguments.length=0]", message: 'The domain gets the time as an argument.' },
  { selector: "MemberExpression[object.name='Math'][property.name='random']", message: 'The domain gets ids as arguments.' },
];

export default defineConfig(
  { ignores: ['node_modules/', 'cdk.out/', 'coverage/', '.cache/', '.shoufang/', 'tests/fixtures/'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      eqeqeq: 'error',
      'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, NO_SKIPPED_TEST, WHOLE_ZOD],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/prefer-nullish-coalescing': ['error', { ignorePrimitives: true }],
      '@typescript-eslint/prefer-optional-chain': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
      // No enum stands in this code (erasableSyntaxOnly), and a class here holds a resource that one place makes: these two take a
      // quarter of the linter's time and have nothing to find.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // An event or command without data says so by an empty record.
      '@typescript-eslint/no-generated-empty-object-type': 'off',
      // Text is cut and counted by code points here, which is what the spread gives.
      '@typescript-eslint/no-misused-spread': ['error', { allow: ['string'] }],
      // A handler of AWS answers something or nothing, and its type says so with void.
      '@typescript-eslint/no-invalid-void-type': 'off',
      // Handlers are async because their type says so, with or without something to wait for.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    files: ['functions/domain/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, NO_SKIPPED_TEST, WHOLE_ZOD, ...PURE],
      'no-restricted-globals': ['error', 'process', 'crypto', 'fetch', 'setTimeout', 'setInterval', 'console', 'performance'],
    },
  },
  {
    files: ['functions/{store,services}/**/*.ts', 'functions/*.ts'],
    rules: { 'no-restricted-syntax': ['error', NO_DEFAULT_EXPORT, NO_SKIPPED_TEST, LARGE_ZOD] },
  },
  {
    files: ['functions/web/**/*.tsx'],
    // Hono's JSX elements may be promises, which a renderer awaits.
    rules: { '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }] },
  },
  {
    files: ['tests/**/*.{ts,tsx}'],
    // A test that reaches into an empty list ought to fail by throwing.
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    files: ['vitest.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
