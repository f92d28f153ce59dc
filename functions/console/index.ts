// Lambda entry of the console: signed-in pages and the JSON API. Composes, and does nothing else.
import { handle } from 'hono/aws-lambda';
import { compose } from '../compose.ts';
import { composeIdentity } from '../compose-identity.ts';
import { consoleApp } from '../web/app.tsx';

/** The application, for whoever has a server of their own. */
export const app = consoleApp(compose(process.env), composeIdentity(process.env));

/** API Gateway HTTP API, payload version 2. */

// eslint-disable-next-line @typescript-eslint/no-deprecated -- the package that is to follow it is not published yet
export const handler = handle(app);
