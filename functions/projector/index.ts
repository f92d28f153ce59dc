// Lambda entry: the streams of `petitions`, `training` and `directory` become totals.
// It must not decide anything.
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { composeBase } from '../compose-base.ts';
import { project } from '../services/projection.ts';
import { readSettings } from '../settings.ts';

const { db } = composeBase(readSettings(process.env));

export const handler = (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => project(db, event.Records);
