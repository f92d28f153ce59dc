// One journey through two houses that run the same bundles: the synthesized stack on its template's terms, and `npm start`.
// What they answer must be the same, request by request; what they were told must reach neither log nor mail.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clientOf } from './support/client.ts';
import { MARKS, runErrand, type Told } from './support/errand.ts';
import { type House, linked, openHouse } from './support/house.ts';
import { queueRecord } from './support/shapes.ts';
import { openStage, type Stage } from './support/stage.ts';
import { placeOf } from './support/staged.ts';
import { synthesized } from './support/synthesized.ts';

const opened = new AsyncDisposableStack();
let stage: Stage;
let house: House;
let there: readonly Told[] = [];
let here: readonly Told[] = [];

beforeAll(async () => {
  stage = await openStage(await synthesized());
  opened.defer(() => stage.stop());
  const links = mkdtempSync(join(tmpdir(), 'shoufang-functions-'));
  opened.defer(() => rmSync(links, { recursive: true, force: true }));
  const bundles = Object.entries(stage.functions).map(([name, { setup }]) => [name, setup.folder] as const);
  house = await openHouse(linked(links, Object.fromEntries(bundles)));
  opened.defer(async () => {
    await house.bureau.stop();
  });
  [there, here] = await Promise.all([runErrand(placeOf(stage)), runErrand(house)]);
});
afterAll(() => opened.disposeAsync());

describe('the synthesized stack and the local house', () => {
  it('are asked the same and answer the same, one by one', () => {
    expect(there.map(({ step }) => step)).toEqual(here.map(({ step }) => step));
    expect(here.length).toBeGreaterThan(50);
    for (const [n, told] of there.entries()) expect(told, told.step).toEqual(here[n]);
  });

  it('answer what the contract says, so that they do not agree on a mistake', () => {
    const statuses = new Map(here.map(({ step, answer }) => [step, answer]));
    expect(statuses.get('GET /')).toMatchObject({ status: 200 });
    for (const [step, status] of EXPECTED) expect(statuses.get(step), step).toMatchObject({ status });
    expect(statuses.get('GET /api/v1/reports/2013-H1')).toMatchObject({ body: expect.stringMatching(/"contacts":41,/) as string });
  });
});

const EXPECTED: readonly (readonly [string, number])[] = [
  ['GET /api/v1/petitions', 401],
  ['the desk form', 303],
  ['the desk form without its token', 403],
  ['an attachment', 201],
  ['a call, by the API', 201],
  ['a wrong body', 422],
  ['signed for', 303],
  ['the status', 200],
  ['the status with a wrong code', 404],
  ['accept', 200],
  ['followUp', 200],
  ['close', 200],
  ['a stale version', 409],
  ['the ledger, the first time', 200],
  ['people, as a form', 422],
  ['signed out', 303],
];

describe('the synthesized stack', () => {
  it('was refused nothing by its own policies', () => {
    expect(stage.refused()).toEqual([]);
  });

  it('gave nothing up on the way', () => {
    expect(stage.givenUp()).toEqual([]);
  });

  it('wrote no name, number or story into any log, and no mail carries one', async () => {
    expectNoMark(stage.log(), house.bureau.output(), JSON.stringify(await placeOf(stage).letters()));
  });

  it('writes none when everything it leans on breaks, though it has something to write then', async () => {
    const before = stage.log();
    const { address, signIn } = placeOf(stage);
    const officer = clientOf(address, await signIn('F03'));
    expect((await officer.get('/desk')).status).toBe(200);
    stage.shut(true);
    const said = MARKS.join('，');
    const contact = {
      channel: 'VISIT',
      township: '990581102',
      story: said,
      petitioners: [{ name: MARKS[0], phone: MARKS[1], idNumber: MARKS[2] }],
    };
    expect((await officer.json('/api/v1/contacts', contact)).status).toBeGreaterThanOrEqual(500);
    expect((await officer.multipart('/api/v1/imports/contacts', { file: new File([said], `${said}.csv`) })).status).toBeGreaterThanOrEqual(
      400,
    );
    const row = { pk: { S: '990581#PET#XF-2026-0001' }, sk: { S: 'CT#LX-2026-0001' }, petitioners: { S: said } };
    const record = { eventID: '1', eventName: 'INSERT', dynamodb: { SequenceNumber: '1', Keys: row, NewImage: row } };
    const message = { id: '1', body: JSON.stringify({ ...record, petitioners: said }), receives: 1, since: 0 };
    const { mailer, projector, inbound, importer, clock } = stage.functions;
    await Promise.all([
      mailer.invoke({ Records: [queueRecord('arn:aws:sqs:ap-southeast-1:123456789012:owed', message)] }),
      projector.invoke({ Records: [record] }),
      inbound.invoke({
        Records: [{ EventSource: 'aws:sns', Sns: { Message: JSON.stringify({ eventType: said, mail: { subject: said } }) } }, said],
      }),
      importer.invoke({ job: 'imports' }),
      clock.invoke({ job: 'stock' }),
    ]);
    stage.shut(false);
    const written = stage.log().length - before.length;
    expect(written).toBeGreaterThan(500);
    expectNoMark(stage.log());
  });
});

const expectNoMark = (...texts: readonly string[]): void => {
  for (const mark of MARKS) for (const text of texts) expect(text).not.toContain(mark);
};
