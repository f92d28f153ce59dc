// Lambda entry and local mount: the pages that need no sign-in. This function holds no key to identity fields.
// It must not decide anything.
import { handle } from 'hono/aws-lambda';
import { compose } from '../compose.ts';
import { publicApp } from '../web/public-app.tsx';

export const app = publicApp(compose(process.env));
// eslint-disable-next-line @typescript-eslint/no-deprecated -- the package that is to follow it is not published yet
export const handler = handle(app);
