// Stops, in one sentence, where the Node that runs the scripts is too old for them.
// Plain JavaScript that Node 18 can still parse; it must not import anything of the project.
//
// The scripts expect the Node 24 of the dev dependency `node`, whose binary is fetched by an install script. With install scripts
// switched off, the machine's own Node takes its place, and the tools fail one after another with errors that explain nothing.

const OLDEST_THAT_RUNS_THE_TOOLS = 22;

if (Number.parseInt(process.versions.node, 10) < OLDEST_THAT_RUNS_THE_TOOLS) {
  console.error(
    `Shoufang needs Node ${OLDEST_THAT_RUNS_THE_TOOLS} or newer and found ${process.versions.node}: ` +
      'install a newer Node, or run "npm ci --ignore-scripts=false" so that npm may fetch the one this project brings along.',
  );
  process.exit(1);
}
