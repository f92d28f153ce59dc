// Makes of each Lambda entry a folder of ES modules, with `index.mjs` at its root, for whoever deploys or weighs it.
// It must not know what a function does; lib/cloud/stacks say where each folder goes.
import { build, type BuildOptions } from 'esbuild';
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Every function of the house, by the name of its folder. */
export const FUNCTIONS = ['console', 'public', 'mailer', 'inbound', 'importer', 'projector', 'clock'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

export interface Bundle {
  /** The folder to upload. */
  readonly directory: string;
  /** Bytes of each file in it. */
  readonly files: Readonly<Record<string, number>>;
  /** Bytes that are read before the first request: the entry and whatever it imports without waiting. */
  readonly startBytes: number;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

const OPTIONS = {
  absWorkingDir: ROOT,
  bundle: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  splitting: true, // a dynamic import becomes a file of its own, read when it is first needed
  minify: true,
  mainFields: ['module', 'main'],
  outExtension: { '.js': '.mjs' },
  // Some packages inside are CommonJS and ask for `require`, which a module does not have.
  banner: { js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);" },
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** Bundles one entry, given by its path from the project's root, into an emptied folder. */
export const bundleEntry = async (entry: string, directory: string): Promise<Bundle> => {
  rmSync(directory, { recursive: true, force: true });
  const { metafile } = await build({ ...OPTIONS, entryPoints: { index: entry }, outdir: directory });
  const outputs = new Map(Object.entries(metafile.outputs).map(([path, output]) => [relative(directory, join(ROOT, path)), output]));
  const startBytes = (file: string, seen: Set<string>): number => {
    const output = outputs.get(file);
    if (output === undefined || seen.has(file)) return 0;
    seen.add(file);
    return output.imports
      .filter(({ kind, external }) => kind === 'import-statement' && external !== true)
      .reduce((sum, { path }) => sum + startBytes(relative(directory, join(ROOT, path)), seen), output.bytes);
  };
  return {
    directory,
    files: Object.fromEntries([...outputs].map(([file, { bytes }]) => [file, bytes])),
    startBytes: startBytes('index.mjs', new Set()),
  };
};

/** @example (await bundleFunctions('.cache/functions')).console.directory */
export const bundleFunctions = async (directory: string): Promise<Readonly<Record<FunctionName, Bundle>>> => {
  const made = await Promise.all(
    FUNCTIONS.map(async (name) => [name, await bundleEntry(`functions/${name}/index.ts`, join(directory, name))] as const),
  );
  return Object.fromEntries(made) as Record<FunctionName, Bundle>;
};
