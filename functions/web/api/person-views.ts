// People as the API shows them: built field by field and parsed again. The two numbers appear by their last four.
// It must not know who may see a person.
import * as z from 'zod';
import { REMOVAL_REASONS } from '../../domain/people/person.ts';
import { ROLL_COMMANDS, type RollEvent } from '../../domain/people/roll.ts';
import { HALVES } from '../../domain/training/vocabulary.ts';
import type { FoundPerson, PersonFile } from '../../services/people-shapes.ts';
import { pageOf } from './answers.ts';

const day = z.iso.date();
const text = z.string().optional();

export const foundPersonAnswer = z.object({
  personId: z.string(),
  name: z.string(),
  sex: z.enum(['M', 'F']).optional(),
  birthYear: z.int().optional(),
  township: z.string(),
  townshipName: text,
  village: z.string(),
  household: text,
  householder: text,
  resettlementType: z.string(),
  onRoll: z.boolean(),
  removedOn: day.optional(),
  removedReason: z.enum(REMOVAL_REASONS).optional(),
});
export const foundAnswer = z.object({ items: z.array(foundPersonAnswer) });
export const peopleListAnswer = pageOf(foundPersonAnswer);

/** A person in a list or among the found. */
export const foundPersonView = (person: FoundPerson): z.input<typeof foundPersonAnswer> => ({
  personId: person.personId,
  name: person.name,
  sex: person.sex,
  birthYear: person.birthYear,
  township: person.township,
  townshipName: person.townshipName,
  village: person.village,
  household: person.household,
  householder: person.householder,
  resettlementType: person.resettlementType,
  onRoll: person.onRoll,
  removedOn: person.removedOn,
  removedReason: person.removedReason,
});

export const rollEventAnswer = z.object({
  seq: z.int(),
  at: z.string(),
  by: z.string(),
  type: z.enum(['changed', 'imported', 'removed', 'restored']),
  changes: z.array(z.object({ field: z.string(), from: text, to: text })).optional(),
  on: day.optional(),
  reason: text,
});

const eventView = (one: RollEvent): z.input<typeof rollEventAnswer> => ({
  seq: one.seq,
  at: one.at,
  by: one.by,
  type: one.type,
  ...((one.type === 'changed' || one.type === 'imported') && { changes: [...one.changes] }),
  ...(one.type === 'removed' && { on: one.on, reason: one.reason }),
  ...(one.type === 'restored' && { reason: one.reason }),
});

export const personAnswer = foundPersonAnswer.extend({
  birthDate: day.optional(),
  addedOn: day.optional(),
  idTail: text,
  phoneTail: text,
  version: z.int(),
  members: z.array(foundPersonAnswer),
  training: z.array(z.object({ session: z.string(), date: day, half: z.enum(HALVES), topic: text })),
  entered: z.object({ at: z.string(), by: z.string(), imported: z.boolean() }),
  history: z.array(rollEventAnswer),
  allowed: z.array(z.enum(ROLL_COMMANDS)),
});

/** One person, whole. */
export const personView = ({
  person,
  townshipName,
  tails,
  household,
  training,
  entered,
  events,
  allowed,
}: PersonFile): z.output<typeof personAnswer> =>
  personAnswer.parse({
    personId: person.personId,
    name: person.name,
    sex: person.sex,
    birthDate: person.birthDate,
    birthYear: person.birthDate === undefined ? undefined : Number(person.birthDate.slice(0, 4)),
    township: person.township,
    townshipName,
    village: person.village,
    household: person.household,
    householder: person.householder,
    resettlementType: person.resettlementType,
    addedOn: person.addedOn,
    onRoll: person.removedOn === undefined,
    removedOn: person.removedOn,
    removedReason: person.removedReason,
    idTail: tails.idNumber,
    phoneTail: tails.phone,
    version: person.version,
    members: household.map(foundPersonView),
    training: training.map(({ session, date, half, topic }) => ({ session, date, half, topic })),
    entered: { at: entered.at, by: entered.by, imported: entered.imported },
    history: events.map(eventView),
    allowed: [...allowed],
  });
