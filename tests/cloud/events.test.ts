// The five functions that nobody waits for, as synthesized: batches of a queue and of a stream, news of mails and files, the schedule.
import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { replaceDirectory } from '../../functions/services/staff.ts';
import { STAFF, TOWNSHIPS } from '../../lib/local/sample/cast.ts';
import { PUBLISHED_YEARS } from '../../functions/domain/calendar/published-years.ts';
import type { StreamRecord } from '../../lib/local/stream-records.ts';
import { halfYearFile } from '../support/half-year.ts';
import { type Client, clientOf } from './support/client.ts';
import { type Stage, openStage } from './support/stage.ts';
import { placeOf } from './support/staged.ts';
import { queueRecord } from './support/shapes.ts';
import { streamReader, type StreamReader } from './support/stream.ts';
import { synthesized } from './support/synthesized.ts';

/** Staff whose mail meets a fate: addresses of SES's mailbox simulator. */
const FATES = { F04: 'bounce@simulator.amazonses.com', F05: 'complaint@simulator.amazonses.com' } as const;

let stage: Stage;
let room: Client;
let read: StreamReader;
beforeAll(async () => {
  stage = await openStage(await synthesized());
  const staff = STAFF.map((person) => ({ ...person, email: new Map(Object.entries(FATES)).get(person.id) ?? person.email }));
  await replaceDirectory(stage.deps, { staff, townships: TOWNSHIPS, years: PUBLISHED_YEARS });
  const { address, signIn } = placeOf(stage);
  room = clientOf(address, await signIn('P01'));
  const table = stage.deps.db.tables.petitions;
  read = await streamReader(stage.services.streams, table, `arn:aws:dynamodb:ap-southeast-1:123456789012:table/${table}/stream/x`);
});
afterAll(() => stage.stop());

const numberSchema = z.object({ petition: z.object({ number: z.string() }) });
const register = async (receiver = 'F03'): Promise<string> => {
  const { text } = await room.json('/api/v1/contacts', {
    channel: 'VISIT',
    township: '990581102',
    story: '路坏了。',
    anonymous: true,
    receiver,
  });
  return numberSchema.parse(JSON.parse(text)).petition.number;
};

const mailsSchema = z.object({ items: z.array(z.object({ state: z.string(), reason: z.string().optional() })) });
const mailsOf = async (number: string) => mailsSchema.parse(JSON.parse((await room.get(`/api/v1/mails?case=${number}`)).text)).items;

const reportSchema = z.object({ petitions: z.object({ contacts: z.number() }) });
const counted = async (): Promise<number> => {
  const { text } = await room.get(`/api/v1/reports/${stage.deps.now().slice(0, 7)}`);
  return reportSchema.parse(JSON.parse(text)).petitions.contacts;
};

const isOwed = ({ eventName, dynamodb }: StreamRecord): boolean =>
  eventName === 'INSERT' && (dynamodb.Keys?.['sk']?.S ?? '').startsWith('OUT#');
const isContact = ({ dynamodb }: StreamRecord): boolean => (dynamodb.Keys?.['sk']?.S ?? '').startsWith('CT#');
const batch = (...bodies: string[]) => ({
  Records: bodies.map((body, n) =>
    queueRecord('arn:aws:sqs:ap-southeast-1:123456789012:owed', { id: `m${n}`, body, since: 0, receives: 1 }),
  ),
});

describe('mailer', () => {
  it('sends the good mail of a batch and gives back the bad one alone', async () => {
    const number = await register();
    const owed = (await read()).filter(isOwed);
    expect(owed).toHaveLength(1);
    const outcome = await stage.functions.mailer.invoke(batch('{"not":"a record"}', JSON.stringify(owed[0])));
    expect(outcome).toEqual({ ok: true, payload: { batchItemFailures: [{ itemIdentifier: 'm0' }] } });
    expect(stage.services.sent.list(10)).toHaveLength(1);
    await stage.settle(); // the pipe brings the same mail once more
    expect(stage.services.sent.list(10)).toHaveLength(1);
    expect(await mailsOf(number)).toEqual([expect.objectContaining({ state: 'delivered' })]);
  });

  it('sees a message that never succeeds laid aside after as many tries as the queue allows, and told of', async () => {
    await stage.enqueue('mailer', '{"poison":true}');
    expect(stage.givenUp()).toContain('{"poison":true}');
  });

  it('finds by the sweep what the stream did not bring', async () => {
    const number = await register();
    const swept = await stage.functions.mailer.invoke({ job: 'sweep-mail', minutes: 0 });
    expect(swept).toMatchObject({ ok: true, payload: { outcomes: { ACCEPTED: 1 } } });
    expect(await stage.tick('mailer')).toEqual([{ ok: true, payload: { looked: 0, outcomes: {} } }]);
    await stage.settle();
    expect(await mailsOf(number)).toEqual([expect.objectContaining({ state: 'delivered' })]);
    expect(stage.services.sent.list(10)).toHaveLength(2);
  });
});

describe('inbound', () => {
  it.each([
    ['F04', 'bounced'],
    ['F05', 'complained'],
  ] as const)('hears what became of a mail to %s: %s', async (receiver, state) => {
    const number = await register(receiver);
    await stage.settle();
    expect(await mailsOf(number)).toEqual([expect.objectContaining({ state })]);
  });

  it('holds a mail that came in until somebody has filed it', async () => {
    await stage.receive(
      Buffer.from('From: someone@example.org\r\nTo: reply@ymj.example\r\nSubject: hello\r\n\r\nA body.\r\n'),
      'abcdef0123456789',
    );
    const [stock] = await stage.tick('clock');
    expect(stock).toMatchObject({ ok: true, payload: { HeldMails: 1 } });
  });

  it('is not stopped by news that it does not understand', async () => {
    expect((await stage.functions.inbound.invoke({ Records: [{ EventSource: 'aws:sns', Sns: { Message: 'no JSON' } }] })).ok).toBe(true);
  });
});

describe('importer', () => {
  it('is called by the file itself, and works it off', async () => {
    const page = (await room.get('/imports')).text;
    const hidden = (name: string): string => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
    const [head = '', first = ''] = readFileSync(halfYearFile('contacts-2013-h1.csv'), 'utf8').split('\n');
    const file = new File([`${head}\n${first}\n`], '台账.csv', { type: 'text/csv' });
    const taken = await room.multipart('/imports', {
      token: hidden('token'),
      idempotencyKey: hidden('idempotencyKey'),
      kind: 'contacts',
      file,
    });
    expect([taken.status, taken.headers['location']]).toEqual([303, expect.stringMatching(/^\/imports\/[0-9a-f]{24}$/)]);
    await stage.settle();
    const job = await room.get(`/api/v1${taken.headers['location'] ?? ''}`);
    expect(JSON.parse(job.text)).toMatchObject({ state: 'DONE', rows: 1 });
  });

  it('finds nothing left by the schedule', async () => {
    expect(await stage.tick('importer')).toEqual([{ ok: true, payload: { worked: 0, cleared: 0 } }]);
  });
});

describe('projector', () => {
  it('counts the good records of a batch, names the bad one, and counts nothing twice', async () => {
    await stage.settle();
    const before = await counted();
    await read();
    for (let n = 0; n < 3; n += 1) await register();
    const records = await read();
    const good = records.filter(isContact);
    expect(good).toHaveLength(3);
    const bad = {
      ...good[0],
      eventID: 'another',
      dynamodb: { ...good[0]!.dynamodb, SequenceNumber: '1', NewImage: { channel: { N: '1' } } },
    };
    const shuffled = [good[2], bad, ...records.filter((record) => !isContact(record)), good[0], good[2], good[1]];
    for (let times = 0; times < 2; times += 1) {
      const outcome = await stage.functions.projector.invoke({ Records: shuffled });
      expect(outcome).toEqual({ ok: true, payload: { batchItemFailures: [{ itemIdentifier: '1' }] } });
    }
    expect(await counted()).toBe(before + 3);
    await stage.settle(); // and the mapping delivers them all in its turn
    expect(await counted()).toBe(before + 3);
  });

  it('is not stopped by a row that nobody can read: the rows behind it are counted, and it is told of', async () => {
    const before = [await counted(), stage.givenUp().length] as const;
    await stage.services.client.send(
      new PutItemCommand({
        TableName: stage.deps.db.tables.petitions,
        Item: { pk: { S: '990581#PET#XF-2026-9999' }, sk: { S: 'CT#LX-2026-9999' }, channel: { N: '1' } },
      }),
    );
    await register();
    await stage.settle();
    expect([await counted(), stage.givenUp().length]).toEqual([before[0] + 1, before[1] + 1]);
  });
});

describe('clock', () => {
  it('takes stock when the schedule asks, and says it in one line that CloudWatch reads as metrics', async () => {
    const lines = (): string[] =>
      stage.functions.clock
        .log()
        .split('\n')
        .filter((line) => line !== '');
    const before = lines().length;
    const [outcome] = await stage.tick('clock');
    expect(outcome).toMatchObject({ ok: true });
    const [line, ...more] = lines().slice(before);
    expect(more).toEqual([]);
    const {
      _aws: metrics,
      FunctionName: who,
      ...figures
    } = z
      .looseObject({
        FunctionName: z.string(),
        _aws: z.object({
          CloudWatchMetrics: z.array(z.object({ Namespace: z.literal('Shoufang'), Metrics: z.array(z.object({ Name: z.string() })) })),
        }),
      })
      .parse(JSON.parse(line ?? ''));
    expect(who).toMatch(/clock/); // the dimension by which the alarms of this stage find it
    expect(metrics.CloudWatchMetrics[0]?.Metrics.map(({ Name }) => Name).sort()).toEqual(Object.keys(figures).sort());
    expect(figures).toMatchObject({ MailsFailed: expect.any(Number) as number, CalendarDaysLoaded: expect.any(Number) as number });
  });

  it('fails loudly for a job that it does not know', async () => {
    expect(await stage.functions.clock.invoke({ job: 'digest' })).toMatchObject({ ok: false, errorType: 'RangeError' });
  });
});

describe('the policies', () => {
  it('were enough for all of it', () => {
    expect(stage.refused()).toEqual([]);
  });
});
