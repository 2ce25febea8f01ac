import tseslint from 'typescript-eslint';

const PURE = [
  'src/contract/**/*.ts',
  'src/correlate/**/*.ts',
  'src/controls/**/*.ts',
  'connectors/*/normalise.ts',
  'connectors/*/normalise/**/*.ts',
];
const clockOrWorld = (name) => ({ name, message: 'Pure rooms read no clock, no chance and no world: take it as an argument.' });
const oneOf = (selector, message) => ({ selector, message });

// What style.md says and a machine can see.
const shapes = [
  oneOf('TSEnumDeclaration', 'No enum: a union of strings says the same in JSON and in types.'),
  oneOf('TSModuleDeclaration[kind="namespace"]', 'No namespace: a module is a file.'),
];
const noDefault = oneOf('ExportDefaultDeclaration', 'No default export but a connector’s.');
const noClock = oneOf("NewExpression[callee.name='Date'][arguments.length=0]", 'Pure rooms read no clock: take the time as an argument.');

export default tseslint.config(
  { ignores: ['dist/**', 'coverage/**', 'node_modules/**', '.changeline/**'] },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommended],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { varsIgnorePattern: '^_', argsIgnorePattern: '^_', ignoreRestSiblings: true }],
      '@typescript-eslint/only-throw-error': 'error',
      eqeqeq: 'error',
      'max-params': ['error', 4],
      'no-console': 'error',
      'no-restricted-syntax': ['error', ...shapes, noDefault],
    },
  },
  {
    files: PURE,
    rules: {
      'no-restricted-globals': [
        'error',
        ...['process', 'fetch', 'performance', 'setTimeout', 'setInterval', 'crypto', 'Buffer'].map(clockOrWorld),
      ],
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Pure rooms read no clock: take the time as an argument.' },
        { object: 'Math', property: 'random', message: 'Pure rooms know no chance: take it as an argument.' },
      ],
      'no-restricted-syntax': ['error', ...shapes, noDefault, noClock],
    },
  },
  { files: ['connectors/*/index.ts', '*.config.ts', 'test/setup/global.ts'], rules: { 'no-restricted-syntax': ['error', ...shapes] } },
  {
    files: ['test/**/*.ts', 'bench/**/*.ts'],
    rules: { 'no-console': 'off' },
  },
  { files: ['**/*.mjs', '**/*.js'], rules: { 'no-unused-vars': 'error', eqeqeq: 'error', 'no-dupe-keys': 'error' } },
);
