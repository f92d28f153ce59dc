// B6: calls to the store of each route over the fewest possible. Session and directory are in memory and not counted.
import { rebuild } from '../../functions/store/recount.ts';
import { freshBureau, visit } from '../support/bureau.ts';
import { registered } from '../support/jobs.ts';
import { billed } from '../support/meter.ts';
import { clientOf } from './client.ts';
import { measured, type Measured } from './measure.ts';

const A_TOWNSHIP = '990581102';

export const callsOfRoutes = async (): Promise<Measured[]> => {
  const bureau = await freshBureau();
  const [officer, room] = [await clientOf(bureau, 'F03'), await clientOf(bureau, 'P01')];
  const one = await registered(bureau);
  await rebuild(bureau.deps.db);
  const path = `/api/v1/petitions/${one.number}`;
  const keyed = { 'idempotency-key': 'bench' };
  const { jointLetter: _default, ...contact } = visit();
  // The fewest: a list or a case 1, a command 2, a report one for each month of both years.
  const routes = [
    [2, room, room.request('POST', '/api/v1/contacts', contact, keyed), 'POST /contacts'],
    [2, room, room.request('POST', '/api/v1/contacts', { ...contact, petition: one.number }), 'POST /contacts, a repeat'],
    [1, officer, officer.request('GET', '/api/v1/petitions?view=mine'), 'GET /petitions?view=mine'],
    [1, room, room.request('GET', `/api/v1/petitions?view=area&area=${A_TOWNSHIP}`), 'GET /petitions?view=area'],
    [1, room, room.request('GET', '/api/v1/petitions?view=month&month=2026-09'), 'GET /petitions?view=month'],
    [1, officer, officer.request('GET', path), 'GET /petitions/{number}'],
    [1, officer, officer.request('GET', `${path}/events`), 'GET …/events'],
    [1, officer, officer.request('GET', `${path}/verify`), 'GET …/verify'],
    [2, officer, officer.request('POST', `${path}/acknowledge`, { version: 2 }, keyed), 'POST …/acknowledge'],
    [2, room, room.request('POST', `${path}/accept`, { version: 3, legalRoute: 6 }), 'POST …/accept'],
    [1, room, room.request('GET', `/api/v1/mails?case=${one.number}`), 'GET /mails?case='],
    [27, room, room.request('GET', '/api/v1/reports/2026-H2'), 'GET /reports/2026-H2'],
    [1, officer, officer.request('GET', `/petitions/${one.number}`), 'page of a case'],
    [1, officer, officer.request('GET', '/petitions?view=mine'), 'page of my cases'],
  ] as const;
  await officer.send(officer.request('GET', path));
  await room.send(room.request('GET', path));
  const rows: Measured[] = [];
  for (const [fewest, client, request, name] of routes) {
    const { calls } = await billed(bureau.deps.db.doc, () => client.send(request));
    const made = Object.values(calls).reduce((sum, n) => sum + n, 0);
    rows.push(measured('B6', name, 'calls', made, fewest, 1));
  }
  await bureau.stop();
  return rows;
};
