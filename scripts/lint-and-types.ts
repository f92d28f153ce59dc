// The compiler's check and the linter's over one program: what the one has worked out about types, the other need not work out again.
// It must not know rules or options; those are in tsconfig.json and eslint.config.js.
import { ESLint } from 'eslint';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const root = fileURLToPath(new URL('..', import.meta.url));

const host: ts.ParseConfigFileHost = {
  ...ts.sys,
  onUnRecoverableConfigFileDiagnostic: ({ messageText }) => {
    throw new Error(ts.flattenDiagnosticMessageText(messageText, '\n'));
  },
};
const config = ts.getParsedCommandLineOfConfigFile(`${root}tsconfig.json`, { noEmit: true }, host);
if (config === undefined) throw new Error('tsconfig.json cannot be read');

const program = ts.createProgram({
  rootNames: config.fileNames,
  options: config.options,
  configFileParsingDiagnostics: config.errors,
});
const mistakes = ts.getPreEmitDiagnostics(program);
console.log(`types: ${mistakes.length}`);
if (mistakes.length > 0) {
  const names = { getCanonicalFileName: (name: string) => name, getCurrentDirectory: () => root, getNewLine: () => '\n' };
  console.log(ts.formatDiagnostics(mistakes, names));
}

// Given the program, the parser asks for no project of its own.
const eslint = new ESLint({
  cwd: root,
  overrideConfig: [{ files: ['**/*.{ts,tsx}'], languageOptions: { parserOptions: { programs: [program] } } }],
});
const results = await eslint.lintFiles(['.']);
const findings = results.reduce((sum, { errorCount, warningCount }) => sum + errorCount + warningCount, 0);
console.log(`lint: ${findings} in ${results.length} files`);
if (findings > 0) console.log(await (await eslint.loadFormatter('stylish')).format(results));

process.exitCode = mistakes.length + findings > 0 ? 1 : 0;
