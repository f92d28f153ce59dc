// The one address: an HTTP API that hands what needs no sign-in to `public` and everything else to `console`.
// It must not know a page. Nobody is turned away here; both functions look at every request themselves.
import { CfnOutput, Duration } from 'aws-cdk-lib';
import {
  ApiMapping,
  CfnStage,
  DomainName,
  HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations';
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { Config } from '../config.ts';
import { GATEWAY_SECONDS } from '../functions.ts';

/** Paths of `public`; the bureau's code is part of them. */
export const publicPaths = (bureau: string): readonly string[] => [
  `/${bureau}/a`,
  `/${bureau}/a/{proxy+}`,
  `/${bureau}/status`,
  `/${bureau}/open`,
  `/${bureau}/open/{proxy+}`,
  '/api/public/{proxy+}',
];

/**
 * Of a request only what holds neither person nor case: the route as it is written above, never the path, which may hold a token,
 * nor the query; no address of a visitor either.
 */
export const ACCESS_LOG = {
  requestId: '$context.requestId',
  time: '$context.requestTime',
  method: '$context.httpMethod',
  route: '$context.routeKey',
  status: '$context.status',
  bytes: '$context.responseLength',
  milliseconds: '$context.responseLatency',
  integration: '$context.integrationErrorMessage',
} as const;

/** Requests a second; an office of some hundred people stays far below, and a stranger cannot use up what the tables cost. */
const THROTTLE = { all: { rateLimit: 100, burstLimit: 200 }, public: { rateLimit: 20, burstLimit: 40 } };

export interface Door {
  readonly api: HttpApi;
  /** Without a slash at the end. */
  readonly url: string;
}

/** Made before the functions, which are told their address. */
export const door = (scope: Construct, { stage, domain }: Pick<Config, 'stage' | 'domain'>): Door => {
  const api = new HttpApi(scope, 'Api', {
    apiName: `shoufang-${stage}`,
    createDefaultStage: false,
    disableExecuteApiEndpoint: domain !== undefined,
  });
  return { api, url: domain === undefined ? api.apiEndpoint : `https://${domain.name}` };
};

export interface DoorRooms {
  readonly config: Config;
  readonly console: IFunction;
  readonly public: IFunction;
  readonly logs: ILogGroup;
}

export const openDoor = ({ api }: Door, { config, logs, ...rooms }: DoorRooms): void => {
  const to = (id: string, handler: IFunction) => new HttpLambdaIntegration(id, handler, { timeout: Duration.seconds(GATEWAY_SECONDS) });
  const integration = to('ToPublic', rooms.public);
  const paths = publicPaths(config.bureau);
  const routes = paths.flatMap((path) => api.addRoutes({ path, methods: [HttpMethod.ANY], integration }));
  const rest = new HttpRoute(api, 'Everything', {
    httpApi: api,
    routeKey: HttpRouteKey.DEFAULT,
    integration: to('ToConsole', rooms.console),
  });
  for (const route of [...routes, rest]) {
    acknowledge(route, {
      'AwsSolutions-APIG4':
        'Console asks for a session or a bearer token itself, and knows which page needs which role; public needs none.',
    });
  }

  // The name that is no part of the path: any other would stand before every one.
  const stage = new HttpStage(api, 'Stage', {
    httpApi: api,
    stageName: '$default',
    autoDeploy: true,
    detailedMetricsEnabled: true,
    throttle: THROTTLE.all,
    accessLogSettings: { destination: new LogGroupLogDestination(logs), format: AccessLogFormat.custom(JSON.stringify(ACCESS_LOG)) },
  });
  if (config.domain) new ApiMapping(api, 'OwnName', { api, stage, domainName: ownName(api, config.domain) });
  const resource = stage.node.defaultChild;
  if (!(resource instanceof CfnStage)) throw new Error('the stage is no stage');
  const { rateLimit, burstLimit } = THROTTLE.public;
  resource.routeSettings = Object.fromEntries(
    paths.map((path) => [
      `ANY ${path}`,
      { ThrottlingRateLimit: rateLimit, ThrottlingBurstLimit: burstLimit, DetailedMetricsEnabled: true },
    ]),
  );
  for (const route of routes) resource.node.addDependency(route); // a route must be there before it is throttled
};

const ownName = (scope: Construct, { name, certificateArn }: NonNullable<Config['domain']>): DomainName => {
  const made = new DomainName(scope, 'Domain', {
    domainName: name,
    certificate: Certificate.fromCertificateArn(scope, 'Certificate', certificateArn),
    securityPolicy: SecurityPolicy.TLS_1_2,
  });
  new CfnOutput(scope, 'DomainTarget', { description: `CNAME to enter for ${name}`, value: made.regionalDomainName });
  return made;
};
