// `npm run synth`: writes the CloudFormation of the cloud deployment into an emptied cdk.out, quietly and without an AWS account.
// Settings are handed on: `npm run synth -- -c stage=mainland`. It must not know any stack: cdk.json names the app.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

// What an earlier synth left behind would otherwise be deployed with it.
rmSync(`${root}/cdk.out`, { recursive: true, force: true });

const cli = [`${root}/node_modules/aws-cdk/bin/cdk`, 'synth', '--quiet', '--strict', '--no-notices', ...process.argv.slice(2)];

const { status } = spawnSync(process.execPath, cli, {
  cwd: root,
  stdio: 'inherit',
  env: {
    ...process.env,
    CDK_DISABLE_VERSION_CHECK: '1',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    DISABLE_VERSION_CHECK: '1',
    // Without these the CLI asks the machine's credentials, and outside EC2 waits for an answer that never comes.
    AWS_EC2_METADATA_DISABLED: 'true',
  },
});
process.exitCode = status ?? 1;
