// The names of the shapes that the contract speaks of. They are the very schemas that read requests and show answers.
// It must not know which operation uses which.
import * as z from 'zod';
import { blobAnswer, verifyAnswer } from '../api/answers.ts';
import { caseAnswer, contactAnswer, deadlineAnswer, registeredAnswer } from '../api/case-view.ts';
import { petitionHistoryAnswer } from '../api/event-views.ts';
import { handedOnAnswer, importAnswer, jobAnswer, jobListAnswer, jobRowAnswer, rowVerdictAnswer } from '../api/import-views.ts';
import { foundAnswer, foundPersonAnswer, peopleListAnswer, personAnswer, rollEventAnswer } from '../api/person-views.ts';
import { reportAnswer } from '../api/report-view.ts';
import {
  contactListAnswer,
  contactRowAnswer,
  dueAnswer,
  listRowAnswer,
  mailAnswer,
  mailListAnswer,
  worklistAnswer,
} from '../api/row-views.ts';
import { sessionHistoryAnswer } from '../api/session-event-views.ts';
import {
  enrolledAnswer,
  handoutsAnswer,
  sessionAnswer,
  sessionListAnswer,
  sessionRowAnswer,
  sheetAnswer,
  signInAnswer,
  verdictsAnswer,
  withdrawnAnswer,
} from '../api/session-views.ts';
import { commandSchemas } from '../schema/commands.ts';
import { contactSchema } from '../schema/contact.ts';
import { personSchema, rollCommandSchemas, searchBody } from '../schema/people.ts';
import { handoutSchema, peopleSchema, planSchema, sessionCommandSchemas } from '../schema/sessions.ts';
import { statusAnswer, statusBody } from '../status/shapes.ts';
import { petitionListAnswer } from './petitions.ts';
import { doorBatch, doorEvent } from './sessions.ts';

type Named = Readonly<Record<string, z.ZodType | z.core.$ZodType>>;

const capital = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);
const commands = (of: string, schemas: Named): Named =>
  Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [`${of}${capital(name)}`, schema]));

/** What requests carry. */
const REQUESTS: Named = {
  ContactRequest: contactSchema,
  ...commands('Petition', commandSchemas),
  SessionPlan: planSchema,
  SessionVersion: sessionCommandSchemas.approve, // all that most commands of a session take
  ...commands('Session', sessionCommandSchemas),
  DoorEvent: doorEvent,
  DoorBatch: doorBatch,
  HandoutsRequest: handoutSchema,
  PeopleRequest: peopleSchema,
  PersonSearch: searchBody,
  PersonFacts: personSchema,
  ...commands('Person', rollCommandSchemas),
  StatusQuestion: statusBody,
};

/** What answers carry. */
const ANSWERS: Named = {
  Registered: registeredAnswer,
  Petition: caseAnswer,
  Deadline: deadlineAnswer,
  Contact: contactAnswer,
  PetitionHistory: petitionHistoryAnswer,
  PetitionOrContactList: petitionListAnswer,
  Worklist: worklistAnswer,
  WorklistRow: listRowAnswer,
  ContactList: contactListAnswer,
  ContactRow: contactRowAnswer,
  HistoryVerdict: verifyAnswer,
  Session: sessionAnswer,
  SessionList: sessionListAnswer,
  SessionRow: sessionRowAnswer,
  SessionHistory: sessionHistoryAnswer,
  Sheet: sheetAnswer,
  SignIn: signInAnswer,
  DoorVerdicts: verdictsAnswer,
  HandoutsIssued: handoutsAnswer,
  Enrolled: enrolledAnswer,
  Withdrawn: withdrawnAnswer,
  Person: personAnswer,
  FoundPeople: foundAnswer,
  FoundPerson: foundPersonAnswer,
  PeopleList: peopleListAnswer,
  RollEvent: rollEventAnswer,
  ImportDone: importAnswer,
  ImportHandedOn: handedOnAnswer,
  ImportList: jobListAnswer,
  ImportRow: jobRowAnswer,
  Import: jobAnswer,
  RowVerdict: rowVerdictAnswer,
  Report: reportAnswer,
  DueDates: dueAnswer,
  MailList: mailListAnswer,
  Mail: mailAnswer,
  Attachment: blobAnswer,
  Status: statusAnswer,
};

export type Json = Readonly<Record<string, unknown>>;

interface Shapes {
  readonly json: Readonly<Record<string, Json>>;
  /** `#/components/schemas/…` of a schema that has a name. */
  readonly ref: (schema: z.core.$ZodType) => Json;
}

const EVERY_INT = [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER];
const TOLD_BY_FORMAT: readonly unknown[] = ['date', 'date-time'];

/** Leaves out what says nothing to a reader: the bounds of every whole number, and patterns that a format tells already. */
export const plain = ({ jsonSchema }: { readonly jsonSchema: z.core.JSONSchema.BaseSchema }): void => {
  if (jsonSchema.minimum === EVERY_INT[0]) delete jsonSchema.minimum;
  if (jsonSchema.maximum === EVERY_INT[1]) delete jsonSchema.maximum;
  if (TOLD_BY_FORMAT.includes(jsonSchema.format)) {
    delete jsonSchema.pattern;
    delete jsonSchema.allOf;
  }
  if (jsonSchema.propertyNames !== undefined && Object.keys(jsonSchema.propertyNames).length === 1) delete jsonSchema.propertyNames;
};

const shapesOf = (named: Named, io: 'input' | 'output'): Shapes => {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) if (!registry.has(schema)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { io, unrepresentable: 'any', override: plain, uri: (id) => `#/components/schemas/${id}` });
  return {
    json: Object.fromEntries(Object.entries(schemas).map(([id, { $id: _id, $schema: _schema, ...schema }]) => [id, schema])),
    ref: (schema) => {
      const id = registry.get(schema)?.id;
      if (id === undefined) throw new Error('a shape of the contract has no name');
      return { $ref: `#/components/schemas/${id}` };
    },
  };
};

export const requestShapes = (): Shapes => shapesOf(REQUESTS, 'input');
export const answerShapes = (): Shapes => shapesOf(ANSWERS, 'output');
