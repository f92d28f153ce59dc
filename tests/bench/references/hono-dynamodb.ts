// What the budget of the console is measured against: a web function of one route that reads and writes tables.
// It must not know this house.
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import { handler as stored } from './dynamodb.ts';

const app = new Hono();
app.post('/:pk', async (c) => c.json(await stored({ pk: c.req.param('pk') })));

// eslint-disable-next-line @typescript-eslint/no-deprecated -- the console's entry uses it too
export const handler = handle(app);
