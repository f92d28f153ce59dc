// Lambda entry: the streams of `petitions`, `training` and `directory` become totals.
// It must not decide anything.
import type { DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { compose } from '../compose.ts';
import { project } from '../services/projection.ts';

const deps = compose(process.env);

export const handler = (event: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => project(deps.db, event.Records);
