// Lambda entry: the schedule names a job, and the job is done.
// It must not decide anything.
import * as z from 'zod';
import { composeMailing } from '../compose-mailing.ts';
import { sweep } from '../services/mailing.ts';

const deps = composeMailing(process.env);

const JOBS = {
  'sweep-mail': () => sweep(deps),
};

const event = z.object({ job: z.enum(Object.keys(JOBS) as [keyof typeof JOBS]) });

export const handler = async (input: unknown): Promise<unknown> => JOBS[event.parse(input).job]();
