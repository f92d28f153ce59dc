// Which settings do not go together, and the sentence that refuses each: what a region lacks, and what contradicts itself.
// It must not know how a setting is written or read.
import type { Config } from './config.ts';

interface Rule {
  /** What would be missing, or wrong. */
  readonly about: string;
  readonly broken: (config: Config) => boolean;
  readonly says: string;
}

/** Services that mainland regions do not have, each with what must stand in its place. X-Ray and function URLs, also lacking, are used nowhere. */
const MAINLAND_LACKS: readonly Rule[] = [
  {
    about: 'Cognito user pools',
    broken: ({ oidc }) => oidc === undefined,
    says: 'oidc: mainland regions have no Cognito, so the issuer that signs people in must be given, with its client id.',
  },
  {
    about: 'SES',
    broken: ({ mail }) => mail.transport === 'ses',
    says: 'mail: mainland regions have no SES, so give transport "smtp" with the secretArn of a relay and a from address.',
  },
];

const isMainland = (region: string): boolean => region.startsWith('cn-');
const arnsOf = ({ domain, mail, oidc }: Config): readonly string[] =>
  [domain?.certificateArn, mail.transport === 'smtp' ? mail.secretArn : undefined, oidc?.clientSecretArn].filter(
    (arn) => arn !== undefined,
  );

const CONTRADICTIONS: readonly Rule[] = [
  {
    about: 'a mainland region under other rules',
    broken: ({ region, mainland }) => region !== undefined && isMainland(region) && !mainland,
    says: 'mainland: a region that begins with cn- lies in mainland China, so set mainland to true.',
  },
  {
    about: 'mainland rules elsewhere',
    broken: ({ region, mainland }) => region !== undefined && !isMainland(region) && mainland,
    says: 'region: mainland is true, but this region does not begin with cn-.',
  },
  {
    about: 'an ARN of the other partition',
    broken: (config) => arnsOf(config).some((arn) => arn.startsWith('arn:aws-cn:') !== config.mainland),
    says: 'ARNs of mainland regions begin with arn:aws-cn:, all others do not; certificate and secrets must lie where the stacks do.',
  },
  {
    about: 'a certificate or secret of another region',
    broken: (config) => config.region !== undefined && arnsOf(config).some((arn) => arn.split(':')[3] !== config.region),
    says: 'region: the certificate and the secrets must lie in the region of the stacks.',
  },
  {
    about: 'a sender whom SES would refuse',
    broken: ({ mail }) => mail.transport === 'ses' && !mail.from.toLowerCase().endsWith(`@${mail.domain.toLowerCase()}`),
    says: 'mail.from: must be an address of mail.domain, which is all that SES will have verified.',
  },
  {
    about: 'a sign-in address that nobody serves',
    broken: ({ oidc, signInPrefix }) => oidc !== undefined && signInPrefix !== undefined,
    says: 'signInPrefix: belongs to Cognito, which is not made where an issuer is given.',
  },
];

/** A sentence for each rule that these settings break. */
export const refusals = (config: Config): readonly string[] =>
  [...(config.mainland ? MAINLAND_LACKS : []), ...CONTRADICTIONS].filter(({ broken }) => broken(config)).map(({ says }) => says);
