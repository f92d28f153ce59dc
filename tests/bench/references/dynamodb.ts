// What the budgets of mailer, projector and clock are measured against: a function that reads and writes tables, and nothing else.
// It must not know this house.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand, PutCommand, QueryCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';

const doc = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'ap-southeast-1' }));
const TableName = 'reference';

export const handler = async ({ pk }: { readonly pk: string }): Promise<unknown> => {
  const Item = { pk, sk: 'HEAD' };
  await doc.send(new PutCommand({ TableName, Item }));
  await doc.send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName, Item } }] }));
  const { Items } = await doc.send(
    new QueryCommand({ TableName, KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } }),
  );
  return Items ?? (await doc.send(new GetCommand({ TableName, Key: Item }))).Item;
};
