// B4: CPU time of our routes with all their middleware over bare routes that send the table the very same requests.
// The bare side replays what ours sent, on tables of its own; both sides alternate, and the median of the paired ratios counts.
import type { QueryCommand, TransactWriteCommand, BatchGetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Hono } from 'hono';
import { freshBureau, NOW, visit, type TestBureau } from '../support/bureau.ts';
import { registered, STORY } from '../support/jobs.ts';
import { answered, clientOf, type Client } from './client.ts';
import { measured, median, type Measured } from './measure.ts';

const PAIRS = 15;
const BATCH = 20;
const WARM_UP = 3; // pairs that are run and not counted

type Sent = BatchGetCommand | TransactWriteCommand | QueryCommand;

/** What `work` sends to the table, in order. */
const recorded = async ({ deps }: TestBureau, work: () => Promise<unknown>): Promise<Sent[]> => {
  const sent: Sent[] = [];
  const { doc } = deps.db;
  const send = doc.send.bind(doc);
  const spy = ((command: Sent) => {
    sent.push(command);
    return send(command as QueryCommand);
  }) as DynamoDBDocumentClient['send'];
  doc.send = spy;
  try {
    await work();
  } finally {
    doc.send = send;
  }
  return sent;
};

/** The same command for the other bureau’s tables. */
const elsewhere = (command: Sent, from: string, to: string): Sent => {
  const input = JSON.parse(JSON.stringify(command.input).replaceAll(from, to)) as Record<string, unknown>;
  const kind = command.constructor as new (input: Record<string, unknown>) => Sent;
  return new kind(input);
};

const cpuOf = async (work: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

interface Sides {
  readonly ours: (n: number) => Promise<unknown>;
  readonly bare: (n: number) => Promise<unknown>;
}

const compare = async (name: string, { ours, bare }: Sides, bound: number): Promise<Measured> => {
  const batch = (side: (n: number) => Promise<unknown>, pair: number) => async () => {
    for (let n = 0; n < BATCH; n += 1) await side(pair * BATCH + n);
  };
  const pairs: { ours: number; bare: number }[] = [];
  for (let pair = 0; pair < PAIRS + WARM_UP; pair += 1) {
    const first = await cpuOf(batch(ours, pair));
    const second = await cpuOf(batch(bare, pair));
    if (pair >= WARM_UP) pairs.push({ ours: first / BATCH, bare: second / BATCH });
  }
  const row = measured('B4', name, 'ms', median(pairs.map((pair) => pair.ours)), median(pairs.map((pair) => pair.bare)), bound);
  const ratio = median(pairs.map((pair) => pair.ours / pair.bare));
  return { ...row, ratio: Math.round(ratio * 100) / 100 };
};

const requests = (client: Client): Request[] => {
  const { jointLetter: _default, ...contact } = visit({ story: STORY });
  return Array.from({ length: (PAIRS + WARM_UP) * BATCH }, (_, n) =>
    client.request('POST', '/api/v1/contacts', contact, { 'idempotency-key': `bench-${String(n)}` }),
  );
};

/** Both sides sign their requests, as they do in the cloud: without it the store would look cheaper than it is. */
const signingBureau = (): Promise<TestBureau> => freshBureau(NOW, { signs: true });

const registration = async (): Promise<Measured> => {
  const [bureau, model, other] = [await signingBureau(), await signingBureau(), await signingBureau()];
  const client = await clientOf(bureau, 'F03');

  // What the bare side is to send: the calls of the same registrations, made once on a third set of tables.
  const pattern = await clientOf(model, 'F03');
  await pattern.send(pattern.request('GET', '/api/v1/petitions?view=mine'));
  const table = [model.deps.db.tables.petitions, other.deps.db.tables.petitions] as const;
  const posts: Sent[][] = [];
  for (const request of requests(pattern)) {
    const sent = await recorded(model, () => pattern.send(request));
    posts.push(sent.map((command) => elsewhere(command, ...table)));
  }
  const app = new Hono();
  app.post('/contacts/:n', async (c) => {
    const body = await c.req.json<Record<string, unknown>>();
    for (const command of posts[Number(c.req.param('n'))] ?? []) await other.deps.db.doc.send(command as TransactWriteCommand);
    return c.json(body, 201);
  });

  const ready = requests(client);
  const { jointLetter: _default, ...contact } = visit({ story: STORY });
  const bareReady = ready.map((_, n) => pattern.request('POST', `/contacts/${String(n)}`, contact));
  const row = await compare(
    'POST /api/v1/contacts',
    { ours: (n) => client.send(ready[n]!), bare: (n) => answered(app, bareReady[n]!) },
    1.5,
  );
  for (const one of [bureau, model, other]) await one.stop();
  return row;
};

const worklist = async (): Promise<Measured> => {
  const [bureau, other] = [await signingBureau(), await signingBureau()];
  for (const one of [bureau, other]) for (let n = 0; n < 30; n += 1) await registered(one);
  const client = await clientOf(bureau, 'F03');
  const list = (): Request => client.request('GET', '/api/v1/petitions?view=mine');
  await client.send(list());
  const [query] = await recorded(bureau, () => client.send(list()));
  const same = elsewhere(query!, bureau.deps.db.tables.petitions, other.deps.db.tables.petitions);
  const app = new Hono();
  app.get('/petitions', async (c) => {
    const { Items } = await other.deps.db.doc.send(same as QueryCommand);
    return c.json({ items: Items });
  });
  const row = await compare(
    'GET /api/v1/petitions?view=mine',
    { ours: () => client.send(list()), bare: () => answered(app, new Request('http://localhost/petitions')) },
    1.5,
  );
  for (const one of [bureau, other]) await one.stop();
  return row;
};

export const cpuOfRoutes = async (): Promise<Measured[]> => [await registration(), await worklist()];
