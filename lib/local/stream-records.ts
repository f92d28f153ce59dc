// The engine's stream record as a Lambda function receives it: bytes as base64, the time in seconds, the stream named.
// It must not know what a record means.
import type { _Record as SdkRecord, AttributeValue as SdkValue } from '@aws-sdk/client-dynamodb-streams';
import type { AttributeValue, DynamoDBRecord } from 'aws-lambda';

/** A record whose sequence number is certain to be there: retries and checkpoints hang on it. */
export type StreamRecord = DynamoDBRecord & { readonly dynamodb: { readonly SequenceNumber: string } };

export const toLambdaRecord = (record: SdkRecord, stream: string): StreamRecord => {
  const { Keys, NewImage, OldImage, SequenceNumber, SizeBytes, StreamViewType, ApproximateCreationDateTime } = record.dynamodb ?? {};
  if (SequenceNumber === undefined) throw new TypeError('a stream record without a sequence number');
  const at = toSeconds(ApproximateCreationDateTime);
  return {
    eventSource: 'aws:dynamodb',
    eventSourceARN: stream,
    ...(record.eventID !== undefined && { eventID: record.eventID }),
    ...(record.eventName !== undefined && { eventName: record.eventName }),
    ...(record.eventVersion !== undefined && { eventVersion: record.eventVersion }),
    ...(record.awsRegion !== undefined && { awsRegion: record.awsRegion }),
    ...(record.userIdentity !== undefined && {
      userIdentity: { type: record.userIdentity.Type, principalId: record.userIdentity.PrincipalId },
    }),
    dynamodb: {
      SequenceNumber,
      ...(at !== undefined && { ApproximateCreationDateTime: at }),
      ...(Keys && { Keys: toImage(Keys) }),
      ...(NewImage && { NewImage: toImage(NewImage) }),
      ...(OldImage && { OldImage: toImage(OldImage) }),
      ...(SizeBytes !== undefined && { SizeBytes }),
      ...(StreamViewType !== undefined && { StreamViewType }),
    },
  };
};

// The embedded engine writes the time as text, AWS as a number that the SDK turns into a Date.
const toSeconds = (time: unknown): number | undefined => {
  const date = time instanceof Date ? time : typeof time === 'string' ? new Date(time) : undefined;
  return date === undefined || Number.isNaN(date.getTime()) ? undefined : Math.floor(date.getTime() / 1000);
};

const toImage = (image: Readonly<Record<string, SdkValue>>): Record<string, AttributeValue> =>
  Object.fromEntries(Object.entries(image).map(([name, value]) => [name, toValue(value)]));

const toValue = (value: SdkValue): AttributeValue => {
  if (value.B !== undefined) return { B: base64(value.B) };
  if (value.BS !== undefined) return { BS: value.BS.map(base64) };
  if (value.L !== undefined) return { L: value.L.map(toValue) };
  if (value.M !== undefined) return { M: toImage(value.M) };
  if (value.S !== undefined) return { S: value.S };
  if (value.N !== undefined) return { N: value.N };
  if (value.BOOL !== undefined) return { BOOL: value.BOOL };
  if (value.SS !== undefined) return { SS: value.SS };
  if (value.NS !== undefined) return { NS: value.NS };
  return { NULL: true };
};

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
