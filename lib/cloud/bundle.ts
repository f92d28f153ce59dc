// Makes of each Lambda entry a folder of ES modules, with `index.mjs` at its root, for whoever deploys or weighs it.
// It must not know what a function does; lib/cloud/stacks say where each folder goes.
import { build as bundle, type BuildOptions, type Plugin } from 'esbuild';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';

/** Every function of the house, by the name of its folder. */
export const FUNCTIONS = ['console', 'public', 'mailer', 'inbound', 'importer', 'projector', 'clock'] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

export interface Bundle {
  /** The folder to upload. */
  readonly directory: string;
  /** Bytes of each file in it. */
  readonly files: Readonly<Record<string, number>>;
  /** Files that anything of it was made of, by their paths from the project's root. */
  readonly sources: readonly string[];
  /** Bytes that are read before the first request: the entry and whatever it imports without waiting. */
  readonly startBytes: number;
}

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Zod's list of all it has also names what writes JSON Schema. Once one room loads the large Zod, that would be read at every start,
 * because the small Zod goes by the same list. Whoever asks for it by its own name still finds it; asking the list fails the build.
 */
const shorterList: Plugin = {
  name: 'shorter-list',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]core[\\/]index\.js$/ }, async ({ path }) => ({
      contents: (await readFile(path, 'utf8')).replaceAll(/^export .* from "\.\/(?:to-json-schema|json-schema-\w+)\.js";$/gm, ''),
    }));
  },
};

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
  charset: 'utf8', // a Chinese character is three bytes then, and six otherwise
  legalComments: 'none',
  metafile: true,
  plugins: [shorterList],
  logLevel: 'warning',
} as const satisfies BuildOptions;

/** Bundles one entry, given by its path from the project's root, into an emptied folder. */
export const bundleEntry = async (entry: string, directory: string): Promise<Bundle> => {
  rmSync(directory, { recursive: true, force: true });
  const { metafile } = await bundle({ ...OPTIONS, entryPoints: { index: entry }, outdir: directory });
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
    sources: Object.keys(metafile.inputs).filter((path) => [...outputs.values()].some(({ inputs }) => inputs[path] !== undefined)),
    startBytes: startBytes('index.mjs', new Set()),
  };
};

const LIST = 'bundles.json';
type Bundles = Readonly<Record<FunctionName, Bundle>>;

/** Bundles every function into a folder of its own, and writes beside them what came of it. @example (await bundleFunctions('.cache/functions')).console.directory */
export const bundleFunctions = async (directory: string): Promise<Bundles> => {
  const made = await Promise.all(
    FUNCTIONS.map(async (name) => [name, await bundleEntry(`functions/${name}/index.ts`, join(directory, name))] as const),
  );
  const bundles = Object.fromEntries(made) as Record<FunctionName, Bundle>;
  writeFileSync(join(directory, LIST), JSON.stringify(bundles));
  return bundles;
};

/** What `bundleFunctions` made in this folder. @throws where it made nothing */
export const bundlesIn = (directory: string): Bundles => listSchema.parse(JSON.parse(readFileSync(join(directory, LIST), 'utf8')));

const listSchema = z.record(
  z.enum(FUNCTIONS),
  z.object({
    directory: z.string(),
    files: z.record(z.string(), z.number()),
    sources: z.array(z.string()),
    startBytes: z.number(),
  }),
);
